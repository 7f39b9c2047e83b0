// How does a job look in a line of `jobs` or of a notice? (jobs.c, pretty_print_job)

import { shellStatus } from '../../kernel/abi/wait-status.ts';
import type { WaitStatus } from '../../kernel/abi/wait-status.ts';
import { lastProcess } from './jobs.ts';
import type { Job, JobProcess, Jobs } from './jobs.ts';
import { describeSignal } from './signal-names.ts';

/** `standard`: one line for the job. `long`: with numbers, one line for each process. `script`: long, without the job's number. */
export type JobFormat = 'standard' | 'long' | 'script';

/** LONGEST_SIGNAL_DESC: how wide the status is. */
const STATUS_WIDTH = 24;
/** Where dash begins the text of a job. */
const DASH_WIDTH = 33;

export interface JobPlace {
  readonly directory: string;
  readonly home: string | null;
}

/** One or more lines, each with its newline. */
export function jobText(jobs: Jobs, job: Job, format: JobFormat, place: JobPlace): string {
  const lead = format === 'script' ? '' : `[${job.number}]${jobs.mark(job)} `;
  if (format === 'standard') return `${lead}${standardLine(job, place)}\n`;
  return lead + job.processes.map((process, index) => longLine(job, process, index, place)).join('');
}

/**
 * As dash shows it: the mark apart, the status wider, no `&`. Of what was started without job control it has no text.
 * `long`: with numbers, and a line for each process.
 */
export function dashJobText(jobs: Jobs, job: Job, format: JobFormat): string {
  const lead = `[${job.number}] ${jobs.mark(job)} `;
  const commands = job.processes.map(({ command }) => (job.jobControl ? command : ''));
  if (format !== 'long') return `${lead}${dashStatus(job)}`.padEnd(DASH_WIDTH) + `${commands.join(' | ')}\n`;
  const lines = job.processes.map(({ pid }, index) => {
    const start = index === 0 ? `${lead}${pid} ${dashStatus(job)}` : `${' '.repeat(lead.length)}${pid}`;
    return start.padEnd(DASH_WIDTH) + (commands[index] ?? '');
  });
  return `${lines.join(' |\n')}\n`;
}

function dashStatus(job: Job): string {
  if (job.state === 'running') return 'Running';
  const stopped = job.processes.find(({ status }) => status !== null && 'stopped' in status);
  const { status } = job.state === 'stopped' ? (stopped ?? lastProcess(job)) : lastProcess(job);
  if (status === null) return 'Running';
  return 'exited' in status && status.exited !== 0 ? `Done(${status.exited})` : describeStatus(status);
}

function standardLine(job: Job, place: JobPlace): string {
  const commands = job.processes.map((process) => process.command).join(' | ');
  return ` ${padded(statusText(job, lastProcess(job), 'standard'))}${commands}${ending(job, place)}`;
}

function longLine(job: Job, process: JobProcess, index: number, place: JobPlace): string {
  const [first] = job.processes;
  const same = index > 0 && first !== undefined && sameState(process.status, first.status);
  const status = same ? '' : statusText(job, process, 'long');
  const numbered = `${index > 0 ? '     ' : ''}${String(process.pid).padStart(5)} `;
  // An empty status is as wide as the bar that follows it.
  const text = `${numbered}${status === '' ? ' '.repeat(STATUS_WIDTH - 2) : padded(status)}${index > 0 ? '| ' : ''}`;
  return `${text}${process.command}${process === lastProcess(job) ? ending(job, place) : ''}\n`;
}

function padded(status: string): string {
  return status.padEnd(STATUS_WIDTH);
}

function sameState(a: WaitStatus | null, b: WaitStatus | null): boolean {
  if (a === null || b === null) return a === b;
  return 'exited' in a === 'exited' in b && shellStatus(a) === shellStatus(b);
}

function statusText(job: Job, process: JobProcess, format: 'standard' | 'long'): string {
  if (job.state === 'stopped' && format === 'standard') return 'Stopped';
  if (job.state === 'running') return 'Running';
  // It was continued, while the others are still stopped.
  if (process.status === null) return job.state === 'stopped' ? 'Unknown status' : 'Running';
  return describeStatus(process.status);
}

export function describeStatus(status: WaitStatus): string {
  if ('stopped' in status) return describeSignal(status.stopped);
  if ('signaled' in status) return describeSignal(status.signaled);
  if ('exited' in status) return status.exited === 0 ? 'Done' : `Exit ${status.exited}`;
  return 'Running';
}

function ending(job: Job, place: JobPlace): string {
  const background = job.state === 'running' && !job.foreground ? ' &' : '';
  const elsewhere =
    job.directory === place.directory ? '' : `  (wd: ${politeDirectory(job.directory, place.home)})`;
  return background + elsewhere;
}

/** polite_directory_format: the home directory as a tilde. */
export function politeDirectory(directory: string, home: string | null): string {
  if (home === null || home === '' || home === '/') return directory;
  if (directory === home) return '~';
  return directory.startsWith(`${home}/`) ? `~${directory.slice(home.length)}` : directory;
}
