// What is open on the lab's screen, and what does each thing one can do there come to?

import type { PidNsId, TaskId, TtyId } from '#shared/kernel/ids.ts';
import { asTtyId } from '#shared/kernel/ids.ts';
import { pidNamespace, pidNsOf } from '#shared/kernel/selectors.ts';
import type { Question } from '#shared/packs/pack.ts';
import type { HostClient } from '#shared/protocol/operations.ts';
import type { LabCommand } from '#shared/userland/programs/lab-commands.ts';
import { allMet, factsAt, type Fact } from './facts.ts';
import { LabState, type OnAppended } from './lab.svelte.ts';
import { machineCommands } from './machine-commands.ts';
import { Narrator } from './narrator.svelte.ts';
import { Player } from './player.svelte.ts';
import type { OpenAttempt } from './app.svelte.ts';
import { openQuestions } from './questions.ts';
import { signalLine, terminalsOf, type SignalLine, type TerminalView } from './terminals.ts';
import { verdictNews } from './verdict-news.ts';
import { WaitingClock } from './waiting-clock.svelte.ts';

/** What lies over the lab, if anything does. */
export type LabOver = 'restart' | 'signal' | 'answer' | 'debrief' | 'inspector' | null;

/** What the attempt asks of the window it is in. */
export interface LabWindow {
  /** Milliseconds, from any zero. */
  readonly realTime: () => number;
  /** Whether the picture shows how things came about. */
  readonly moves: () => boolean;
}

export class LabAttempt {
  readonly lab: LabState;
  readonly player: Player;
  readonly clock: WaitingClock;
  readonly narrator: Narrator;

  over: LabOver = $state(null);
  goal = $state(false);
  hints = $state(false);
  /** Which terminal is chosen; another one may be shown where this one does not exist. */
  chosenTty: TtyId = $state(asTtyId(0));
  /** The process that a signal is about to be sent to. */
  target: TaskId | null = $state.raw(null);
  /** The question that is being answered. */
  asked: Question | null = $state.raw(null);
  putOff: readonly string[] = $state.raw([]);
  /** What may be typed here; empty until it is known. */
  commands: readonly LabCommand[] = $state.raw([]);
  /** What recovery cut off when the attempt was opened, until it was read. */
  recovered: string | null;
  deniedBeliefs: readonly string[] = $state.raw([]);

  readonly facts: readonly Fact[] = $derived.by(() => {
    const facts = factsAt(this.lab.exercise, this.lab.assessment, this.lab.cursor);
    // What can only be looked at is unchecked for one reason, which is said once.
    return this.lab.readOnly === null
      ? facts
      : facts.map((fact) => (fact.mark === 'unchecked' ? { ...fact, why: '' } : fact));
  });
  readonly isDone: boolean = $derived(allMet(this.facts));
  readonly terminals: readonly TerminalView[] = $derived.by(() => terminalsOf(this.lab.state, this.lab.lens));
  readonly terminal: TerminalView | null = $derived(
    this.terminals.find(({ tty }) => tty === this.chosenTty) ?? this.terminals[0] ?? null,
  );
  readonly questions: readonly Question[] = $derived.by(() =>
    openQuestions(this.lab.exercise.questions, this.lab.assessment, this.lab.answers),
  );

  constructor(host: HostClient, { view, fromStart }: OpenAttempt, window: LabWindow) {
    const onAppended: OnAppended = (from, to, before) => {
      if (window.moves()) this.player.perform(from);
      this.narrator.tell(from, to, verdictNews(this.lab.exercise, before, this.lab.assessment));
    };
    const onLong = () => this.narrator.say('Still working. Ctrl C in the terminal, or Stop, ends it.');
    this.lab = new LabState(host, view, onAppended, onLong);
    this.recovered = $state(view.recovered);
    this.player = new Player(this.lab);
    this.narrator = new Narrator(this.lab);
    this.clock = new WaitingClock(this.lab, window.realTime);
    if (fromStart) this.lab.goTo(0);
  }

  start(): () => void {
    this.clock.start();
    void machineCommands(this.lab.exercise.commands).then((commands) => (this.commands = commands));
    return () => {
      this.clock.dispose();
      this.player.dispose();
    };
  }

  // --- time

  goTo(seq: number): void {
    this.player.seek(seq);
    this.narrator.tellMoment();
  }

  step(unit: 'event' | 'input', by: 1 | -1): void {
    if (unit === 'event') this.player.step(by);
    else this.player.seek(this.lab.timeline.step(this.lab.seq, 'input', by));
    this.narrator.tellMoment();
  }

  /** To the moment before the input that was carried out last. */
  goBeforeLastInput(): void {
    this.lab.limit = null;
    this.goTo(this.lab.timeline.inputs.at(-1)?.from ?? 0);
  }

  /** Another line, at its end. */
  showBranch(branch: number): void {
    this.lab.showBranch(branch);
    this.player.seek(this.lab.now);
    const name = this.lab.branches.get(branch)?.name ?? '';
    this.narrator.say(name === '' ? 'The first line.' : `The line “${name}”.`);
  }

  // --- looking

  stand(ns: PidNsId): void {
    this.lab.lens = ns;
    this.goal = false;
    const { level } = pidNamespace(this.lab.state, ns);
    const seen = pidNamespace(this.lab.state, ns).numbers.size;
    const all = this.lab.state.tasks.size;
    this.narrator.say(
      `You stand inside level ${level}, as process 1. ${seen} of ${all} processes can be seen.`,
    );
  }

  /** The namespace of the selected process, or the only one there is below. */
  standAtSelected(): boolean {
    const task = this.lab.state.tasks.get(this.selected ?? 0);
    const own = task === undefined ? null : pidNsOf(this.lab.state, task);
    const [first, ...more] = this.places;
    const only = more.length === 0 ? (first?.ns ?? null) : null;
    const ns = own === null || own === this.lab.state.rootPidNs ? only : own;
    if (ns !== null) this.stand(ns);
    return ns !== null;
  }

  /** Escape: what lies on top goes first. False when nothing did. */
  closeNearest(): boolean {
    if (this.goal) this.goal = false;
    else if (this.over === 'inspector') this.over = null;
    else if (this.lab.lens !== null) this.leave();
    else return false;
    return true;
  }

  leave(): void {
    if (this.lab.lens === null) return;
    this.lab.lens = null;
    this.narrator.say('You see everything again.');
  }

  /** The namespaces one can stand in, outermost first. */
  get places(): readonly { readonly ns: PidNsId; readonly level: number; readonly words: string }[] {
    const { state } = this.lab;
    return [...state.pidNamespaces.values()]
      .filter(({ id, phase }) => id !== state.rootPidNs && phase === 'alive')
      .map(({ id, level, childReaper }) => {
        const init = childReaper === null ? undefined : state.tasks.get(childReaper);
        const outside = init === undefined ? undefined : state.pids.get(init.pid)?.numbers[0];
        return { ns: id, level, words: outside === undefined ? '' : `init is ${outside} outside` };
      });
  }

  inspect(task: TaskId): void {
    this.lab.selected = task;
    this.over = 'inspector';
  }

  /** Who was chosen; until somebody was, whoever has the terminal. */
  get selected(): TaskId | null {
    return this.lab.selected ?? this.terminal?.foreground?.id ?? null;
  }

  // --- terminals

  get nextTty(): TtyId | null {
    const at = this.terminals.findIndex(({ tty }) => tty === this.terminal?.tty);
    return this.terminals[(at + 1) % this.terminals.length]?.tty ?? null;
  }

  async openTerminal(): Promise<void> {
    const before = this.terminals.map(({ tty }) => tty);
    await this.lab.submit({ kind: 'terminal' });
    const opened = this.terminals.find(({ tty }) => !before.includes(tty));
    if (opened !== undefined) this.chosenTty = opened.tty;
  }

  // --- signals

  askSignal(task: TaskId | null): void {
    this.target = task;
    if (task !== null) this.over = 'signal';
  }

  /** The line that sends a signal from the chosen terminal; without a process, to the one that was asked about. */
  signalLine(signal: string, target: TaskId | null = this.target): SignalLine {
    const task = target === null ? undefined : this.lab.state.tasks.get(target);
    if (task === undefined) return { why: 'This process is gone.' };
    if (this.terminal === null) return { why: 'There is no terminal to type into.' };
    return signalLine(this.lab.state, this.terminal, task, signal);
  }

  async typeLine(text: string): Promise<void> {
    if (this.terminal !== null) await this.lab.submit({ kind: 'line', tty: this.terminal.tty, text });
  }

  // --- questions, hints, beliefs

  /** The next open question, or the last answer again. False when there is nothing to answer. */
  askNext(): boolean {
    const question =
      this.questions[0] ?? this.lab.exercise.questions.findLast(({ id }) => this.lab.answers.has(id));
    if (question === undefined || this.lab.readOnly !== null) return false;
    this.ask(question);
    return true;
  }

  ask(question: Question): void {
    this.asked = question;
    this.over = 'answer';
  }

  async answer(value: string): Promise<void> {
    const question = this.asked;
    this.over = null;
    if (question === null) return;
    this.lab.goToNow();
    await this.lab.submit({ kind: 'answer', question: question.id, value });
  }

  putOffQuestion(id: string): void {
    this.putOff = [...this.putOff, id];
  }

  async askHint(step: number): Promise<void> {
    this.lab.goToNow();
    await this.lab.submit({ kind: 'hint', step });
    this.narrator.say(this.lab.exercise.hints.shown[step - 1] ?? '');
  }

  denyBelief(misconception: string): void {
    this.deniedBeliefs = [...this.deniedBeliefs, misconception];
    this.narrator.say("Fine. We won't bring it up again in this exercise.");
  }
}
