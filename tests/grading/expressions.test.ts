import { describe, expect, it } from 'vitest';
import { compileExpression } from '#shared/grading/expressions.ts';

describe('compileExpression', () => {
  it.each([
    "procs.exists(p, p.pids == [6, 1] && p.state == 'sleeping')",
    "happened('fork.failed', 'ENOMEM') && count('exec') > 2",
    "answer('pid') == string(foreground(0).pids[0])",
    "log.exists(a, a.kind == 'trace' && log.exists(b, b.seq > a.seq))",
    'init().procShows == init().ns',
  ])('accepts %s', (text) => {
    expect(compileExpression(text)).toMatchObject({ ok: true });
  });

  it.each([
    ['a variable that does not exist', "processes.exists(p, p.comm == 'x')", 'Unknown variable: processes'],
    ['a comparison across types', 'procs.exists(p, p.comm == 6)', 'no such overload'],
    ['a function that does not exist', "killed('bash')", 'killed'],
    ['no expression at all', 'procs.exists(', ''],
    ['a very large one', Array.from({ length: 400 }, () => 'true').join(' && '), ''],
  ])('refuses %s', (_what, text, message) => {
    const expression = compileExpression(text);
    expect(expression.ok).toBe(false);
    expect(expression.ok ? '' : expression.error.toLowerCase()).toContain(message.toLowerCase());
  });
});
