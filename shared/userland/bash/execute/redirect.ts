// Where do a command's descriptors lead? (bash(1), REDIRECTION; redir.c)

import type { HereDoc, Redirect, Redirection } from 'unbash';
import { strerror } from '../../../kernel/abi/errno.ts';
import { failed } from '../../program.ts';
import type { Coroutine, Failure } from '../../program.ts';
import type { Fd, OpenFlag } from '../../sys.ts';
import { reportError } from '../errors.ts';
import { mayAssign } from '../expand/assign.ts';
import { expandHereDoc, expandToText, expandWords } from '../expand/word.ts';
import { actOnSignals } from '../safe-point.ts';
import type { Shell } from '../shell.ts';
import { restarting } from '../wait-pid.ts';

/** What a descriptor was before; null when it was closed. */
interface Saved {
  readonly fd: Fd;
  readonly copy: Fd | null;
}

export type Undo = readonly Saved[];

/** Where the shell keeps descriptors that it will want back. */
const FIRST_SAVED = 10;

const FLAGS: Readonly<Record<string, readonly OpenFlag[]>> = {
  '<': ['O_RDONLY'],
  '>': ['O_WRONLY', 'O_CREAT', 'O_TRUNC'],
  '>|': ['O_WRONLY', 'O_CREAT', 'O_TRUNC'],
  '&>': ['O_WRONLY', 'O_CREAT', 'O_TRUNC'],
  '>>': ['O_WRONLY', 'O_CREAT', 'O_APPEND'],
  '&>>': ['O_WRONLY', 'O_CREAT', 'O_APPEND'],
  '<>': ['O_RDWR', 'O_CREAT'],
};

/** Does them in order. Null, with a message, when one fails; those before it are undone then. */
export function* redirect(
  shell: Shell,
  redirections: readonly Redirection[],
  keep: boolean,
): Coroutine<Undo | null> {
  const undo: Saved[] = [];
  for (const redirection of redirections) {
    if (!(yield* redirectOne(shell, redirection, keep ? null : undo))) {
      yield* undoRedirections(shell, undo);
      return null;
    }
  }
  return undo;
}

/** Last done, first undone. */
export function* undoRedirections(shell: Shell, undo: Undo): Coroutine<void> {
  for (const { fd, copy } of [...undo].reverse()) {
    if (copy === null) yield* shell.sys.close(fd);
    else {
      yield* shell.sys.dup2(copy, fd);
      yield* shell.sys.close(copy);
    }
  }
}

function* redirectOne(shell: Shell, redirection: Redirection, undo: Saved[] | null): Coroutine<boolean> {
  switch (redirection.type) {
    case 'HereDoc':
      return yield* redirectText(shell, redirection, yield* hereDocText(shell, redirection), undo);
    case 'HereString': {
      const text = redirection.target === undefined ? '' : yield* expandToText(shell, redirection.target);
      return shell.skip === null && (yield* redirectText(shell, redirection, `${text}\n`, undo));
    }
    case 'Redirect':
      return yield* redirectFile(shell, redirection, undo);
  }
}

function* redirectFile(shell: Shell, redirection: Redirect, undo: Saved[] | null): Coroutine<boolean> {
  const target = yield* targetOf(shell, redirection);
  if (target === null) return false;
  const { operator } = redirection;
  const duplicates = (operator === '>&' || operator === '<&') && /^([0-9]+-?|-)$/.test(target);
  if (duplicates) return yield* duplicate(shell, redirection, target, undo);
  const both = operator.startsWith('&') || (operator === '>&' && redirection.descriptor === undefined);
  if (operator === '<&' || (operator === '>&' && !both)) return yield* ambiguous(shell, redirection);
  const opened = yield* openTarget(shell, both && operator === '>&' ? '&>' : operator, target);
  if (opened === null) return false;
  const done = yield* install(shell, redirection, opened, operator.startsWith('<') ? 0 : 1, undo);
  if (both && done) {
    yield* save(shell, 2, undo);
    yield* shell.sys.dup2(1, 2);
  }
  return done;
}

function* targetOf(shell: Shell, redirection: Redirect): Coroutine<string | null> {
  const words = redirection.target === undefined ? [] : yield* expandWords(shell, [redirection.target]);
  if (shell.skip !== null) return null;
  if (words.length === 1 && words[0] !== undefined) return words[0];
  yield* ambiguous(shell, redirection);
  return null;
}

function* ambiguous(shell: Shell, redirection: Redirect): Coroutine<boolean> {
  yield* reportError(shell, `${redirection.target?.text ?? ''}: ambiguous redirect`);
  return false;
}

/** {name}<&- where it names no descriptor. */
function* ambiguousName(shell: Shell, { descriptor }: Redirect): Coroutine<boolean> {
  const name = descriptor?.type === 'FileDescriptorVariable' ? descriptor.name : '';
  yield* reportError(shell, `${name}: ambiguous redirect`);
  return false;
}

function* openTarget(shell: Shell, operator: string, path: string): Coroutine<Fd | null> {
  if (operator === '>' && shell.options.has('noclobber')) {
    const stat = yield* shell.sys.stat(path);
    if (!failed(stat) && stat.kind === 'file') {
      yield* reportError(shell, `${path}: cannot overwrite existing file`);
      return null;
    }
  }
  const open = () => restarting(shell, () => shell.sys.open(path, FLAGS[operator] ?? ['O_RDONLY'], 0o666));
  let fd = yield* open();
  // a signal ended the wait for the other end of a pipe: the line is given up, or a trap runs and the wait goes on
  while (failed(fd) && fd.errno === 'EINTR') {
    yield* actOnSignals(shell);
    if (shell.skip !== null) return null;
    fd = yield* open();
  }
  if (!failed(fd)) return fd;
  yield* complain(shell, path, fd, operator !== '<');
  return null;
}

function* complain(shell: Shell, path: string, failure: Failure, creating: boolean): Coroutine<void> {
  if (shell.dialect === 'bash') yield* reportError(shell, `${path}: ${strerror(failure.errno)}`);
  else {
    const missing = creating ? 'Directory nonexistent' : 'No such file';
    const reason = failure.errno === 'ENOENT' ? missing : strerror(failure.errno);
    yield* reportError(shell, `cannot ${creating ? 'create' : 'open'} ${path}: ${reason}`);
  }
}

/** n>&m, n>&m- and n>&-. */
function* duplicate(
  shell: Shell,
  redirection: Redirect,
  target: string,
  undo: Saved[] | null,
): Coroutine<boolean> {
  const usual = redirection.operator === '<&' ? 0 : 1;
  const to = yield* descriptorNumber(shell, redirection, usual);
  if (target === '-') {
    if (to === null)
      return (yield* namedText(shell, redirection)) !== '' || (yield* ambiguousName(shell, redirection));
    yield* save(shell, to, undo);
    yield* shell.sys.close(to);
    return true;
  }
  const from = Number.parseInt(target, 10);
  const copy = yield* shell.sys.dup(from, FIRST_SAVED);
  if (failed(copy)) {
    const shown = shell.dialect === 'bash' ? (redirection.target?.text ?? target) : from;
    yield* reportError(shell, `${shown}: ${strerror(copy.errno)}`);
    return false;
  }
  const done = yield* install(shell, redirection, copy, usual, undo);
  if (done && target.endsWith('-') && to !== from) {
    yield* save(shell, from, undo);
    yield* shell.sys.close(from);
  }
  return done;
}

/** The number before the operator; of {name}<&- the variable's value. */
function* descriptorNumber(shell: Shell, redirection: Redirection, usual: Fd): Coroutine<Fd | null> {
  const { descriptor } = redirection;
  if (descriptor === undefined) return usual;
  if (descriptor.type === 'FileDescriptor') return descriptor.value;
  const text = yield* namedText(shell, redirection);
  return !/^[0-9]+$/.test(text) ? null : Number(text);
}

function* namedText(shell: Shell, { descriptor }: Redirection): Coroutine<string> {
  if (descriptor?.type !== 'FileDescriptorVariable') return '';
  return yield* shell.run.quotedText(shell, `\${${descriptor.name}}`);
}

/** Makes an open file the command's descriptor. {name}> takes a new one and names it. */
function* install(
  shell: Shell,
  redirection: Redirection,
  opened: Fd,
  usual: Fd,
  undo: Saved[] | null,
): Coroutine<boolean> {
  const { descriptor } = redirection;
  if (descriptor?.type === 'FileDescriptorVariable') {
    const high = opened >= FIRST_SAVED ? opened : yield* shell.sys.dup(opened, FIRST_SAVED);
    if (failed(high)) return false;
    if (high !== opened) yield* shell.sys.close(opened);
    if (!(yield* mayAssign(shell, descriptor.name))) {
      yield* reportError(shell, `${descriptor.name}: cannot assign fd to variable`);
      yield* shell.sys.close(high);
      return false;
    }
    shell.variables.setText(descriptor.name, String(high));
    return true;
  }
  const to = descriptor?.value ?? usual;
  if (to === opened) return true;
  yield* save(shell, to, undo);
  yield* shell.sys.dup2(opened, to);
  yield* shell.sys.close(opened);
  return true;
}

function* save(shell: Shell, fd: Fd, undo: Saved[] | null): Coroutine<void> {
  if (undo === null || undo.some((saved) => saved.fd === fd)) return;
  const copy = yield* shell.sys.dup(fd, FIRST_SAVED);
  if (!failed(copy)) yield* shell.sys.setCloexec(copy, true);
  undo.push({ fd, copy: failed(copy) ? null : copy });
}

function* hereDocText(shell: Shell, redirection: HereDoc): Coroutine<string> {
  const { body, delimiter, operator } = redirection;
  const expanded = delimiter?.quoted === true ? body.text : yield* expandHereDoc(shell, body);
  const text = operator === '<<-' ? expanded.replace(/^\t+/gm, '') : expanded;
  // to bash the end of the text ends its line as well
  return text === '' || text.endsWith('\n') || shell.dialect === 'dash' ? text : `${text}\n`;
}

/** The text waits in a pipe. */
function* redirectText(
  shell: Shell,
  redirection: Redirection,
  text: string,
  undo: Saved[] | null,
): Coroutine<boolean> {
  if (shell.skip !== null) return false;
  const pipe = yield* shell.sys.pipe();
  if (failed(pipe)) {
    yield* reportError(shell, `cannot create temp file for here-document: ${strerror(pipe.errno)}`);
    return false;
  }
  yield* shell.sys.write(pipe.write, text);
  yield* shell.sys.close(pipe.write);
  return yield* install(shell, redirection, pipe.read, 0, undo);
}
