// Which job does %1, %-, %sleep or %?100 mean? (bash(1), JOB CONTROL; builtins/common.c, get_job_spec)

import type { Coroutine } from '../program.ts';
import { builtinError } from './errors.ts';
import type { Job } from './jobs.ts';
import type { Shell } from './shell.ts';

export type JobSpec = Job | 'none' | 'ambiguous';

export function jobOfSpec(shell: Shell, spec: string): JobSpec {
  const { jobs } = shell;
  const name = spec.startsWith('%') ? spec.slice(1) : spec;
  if (/^[0-9]+$/.test(name)) return jobs.get(Number(name)) ?? 'none';
  if (name === '' || name === '%' || name === '+') return jobs.get(jobs.current ?? 0) ?? 'none';
  if (name === '-') return jobs.get(jobs.previous ?? 0) ?? 'none';
  const found = jobs
    .all()
    .filter((job) =>
      job.processes.some(({ command }) =>
        name.startsWith('?') ? command.includes(name.slice(1)) : command.startsWith(name),
      ),
    );
  const [first, second] = found;
  if (first === undefined) return 'none';
  return second === undefined ? first : 'ambiguous';
}

/** Null, with a message, when it means none or several. Without a spec the current job. */
export function* requireJob(shell: Shell, spec: string | undefined): Coroutine<Job | null> {
  const job = jobOfSpec(shell, spec ?? '%');
  if (typeof job === 'object') return job;
  if (shell.dialect === 'dash')
    yield* builtinError(shell, spec === undefined ? 'No current job' : `No such job: ${spec}`);
  else if (job === 'none') yield* builtinError(shell, `${spec ?? 'current'}: no such job`);
  else yield* builtinError(shell, `${(spec ?? '').replace(/^%\??/, '')}: ambiguous job spec`);
  return null;
}
