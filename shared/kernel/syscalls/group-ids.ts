// setresgid(2), getresgid(2), setgroups(2), getgroups(2), and writing /proc/PID/setgroups (user_namespaces(7)).

import { nsCapable } from '../cred/capable.ts';
import { changedIds } from '../cred/changed-ids.ts';
import { commitCreds } from '../cred/commit-creds.ts';
import { makeKgid, mappedGid, userNamespace } from '../cred/user-ns.ts';
import type { Gid } from '../ids.ts';
import type { KernelState } from '../state.ts';
import type { Credentials } from '../task.ts';
import { fail, SUCCESS } from './outcome.ts';
import type { Syscalls } from './outcome.ts';

const NGROUPS_MAX = 65_536;

export const GROUP_IDS: Syscalls<'setresgid' | 'getresgid' | 'setgroups' | 'getgroups' | 'write_setgroups'> =
  {
    /** Errno: EINVAL for ids that are not mapped; EPERM without CAP_SETGID for any but the current three. */
    setresgid(kernel, { rgid, egid, sgid }, caller) {
      const { cred } = caller;
      const own = { rgid: cred.rgid, egid: cred.egid, sgid: cred.sgid };
      const ids = changedIds(own, { rgid, egid, sgid }, (id) => makeKgid(kernel.state, cred.userNs, id));
      if (ids === undefined) return fail('EINVAL', 'PNS-91');
      const current = [cred.rgid, cred.egid, cred.sgid];
      const isOwn = Object.values(ids).every((gid) => current.includes(gid));
      if (!isOwn && !nsCapable(kernel.state, cred, cred.userNs, 'CAP_SETGID')) return fail('EPERM');
      commitCreds(kernel, caller, { ...cred, ...ids });
      return SUCCESS;
    },

    /** As seen in the caller's user namespace (PNS-91). */
    getresgid(kernel, _call, { cred }) {
      const seen = (gid: Gid): number => mappedGid(kernel.state, gid, cred.userNs);
      return { ret: 0, groupIds: { rgid: seen(cred.rgid), egid: seen(cred.egid), sgid: seen(cred.sgid) } };
    },

    /** Errno, in this order: EPERM; EINVAL for too many, and for ids that are not mapped (PNS-91). */
    setgroups(kernel, { groups }, caller) {
      const { state } = kernel;
      const { cred } = caller;
      if (!maySetgroups(state, cred)) return fail('EPERM');
      if (groups.length > NGROUPS_MAX) return fail('EINVAL');
      const kgids: Gid[] = [];
      for (const gid of groups) {
        const kgid = makeKgid(state, cred.userNs, gid);
        if (kgid === undefined) return fail('EINVAL', 'PNS-91');
        kgids.push(kgid);
      }
      commitCreds(kernel, caller, { ...cred, groups: kgids.sort((a, b) => a - b) });
      return SUCCESS;
    },

    getgroups(kernel, _call, { cred }) {
      const groups = cred.groups.map((gid) => mappedGid(kernel.state, gid, cred.userNs));
      return { ret: groups.length, groups };
    },

    /** proc_setgroups_write. Errno: EPERM to allow again what was denied, and to deny once groups are mapped. */
    write_setgroups(kernel, { ns: id, setgroups }) {
      const ns = userNamespace(kernel.state, id);
      if (setgroups === 'allow') return ns.setgroupsDenied ? fail('EPERM') : SUCCESS;
      if (ns.parent === null || ns.gidMap !== null) return fail('EPERM');
      if (!ns.setgroupsDenied) kernel.emit({ type: 'SetgroupsDenied', ns: id });
      return SUCCESS;
    },
  };

/** may_setgroups: with CAP_SETGID, in a user namespace whose groups are mapped and that did not give it up. */
function maySetgroups(state: KernelState, cred: Credentials): boolean {
  const { parent, gidMap, setgroupsDenied } = userNamespace(state, cred.userNs);
  const isMapped = parent === null || gidMap !== null;
  return nsCapable(state, cred, cred.userNs, 'CAP_SETGID') && isMapped && !setgroupsDenied;
}
