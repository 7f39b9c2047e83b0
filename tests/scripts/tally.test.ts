// Is a run's closing line right, above all when something went wrong that no test reports?
import { describe, expect, test } from 'vitest';
import {
  addUp,
  closingLine,
  exitCodeOf,
  readPlaywright,
  readVitest,
  tallyOfCheck,
  tallyOfRunner,
} from '../../scripts/tally.mjs';

function vitestReport(numbers: object, files: readonly { status: string; tests: readonly string[] }[] = []) {
  return {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    ...numbers,
    testResults: files.map((file) => ({
      status: file.status,
      assertionResults: file.tests.map((status) => ({ status })),
    })),
  };
}

function playwrightReport(stats: object, errors: readonly object[] = []) {
  return { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors };
}

describe('the tally', () => {
  test('counts a check as one test', () => {
    expect(addUp([tallyOfCheck(true), tallyOfCheck(true), tallyOfCheck(false)])).toEqual({
      passed: 2,
      failed: 1,
      skipped: 0,
    });
  });

  test('counts skipped and planned tests as skipped', () => {
    const report = vitestReport({
      numPassedTests: 5,
      numFailedTests: 2,
      numPendingTests: 3,
      numTodoTests: 1,
    });
    expect(tallyOfRunner(report, 1, readVitest)).toEqual({ passed: 5, failed: 2, skipped: 4 });
  });

  test('counts a test file that could not be loaded as one failure', () => {
    const report = vitestReport({ numPassedTests: 1 }, [
      { status: 'passed', tests: ['passed'] },
      { status: 'failed', tests: [] },
    ]);
    expect(tallyOfRunner(report, 1, readVitest)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('does not count a file twice whose failed tests are counted', () => {
    const report = vitestReport({ numPassedTests: 1, numFailedTests: 1 }, [
      { status: 'failed', tests: ['passed', 'failed'] },
    ]);
    expect(tallyOfRunner(report, 1, readVitest)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('counts a missing report as one failure, however the runner ended', () => {
    expect(tallyOfRunner(undefined, 0, readVitest)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('counts a runner that ended in error without a failed test as one failure', () => {
    const report = vitestReport({ numPassedTests: 7 });
    expect(tallyOfRunner(report, 1, readVitest)).toEqual({ passed: 7, failed: 1, skipped: 0 });
    expect(tallyOfRunner(report, null, readVitest)).toEqual({ passed: 7, failed: 1, skipped: 0 });
    expect(tallyOfRunner(report, 0, readVitest)).toEqual({ passed: 7, failed: 0, skipped: 0 });
  });

  test('counts flaky tests and errors outside of tests as failures', () => {
    const report = playwrightReport({ expected: 4, unexpected: 1, flaky: 2, skipped: 3 }, [{}]);
    expect(tallyOfRunner(report, 1, readPlaywright)).toEqual({ passed: 4, failed: 4, skipped: 3 });
  });

  test('ends with one line, and names skipped tests only if there are any', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(closingLine({ passed: 12, failed: 1, skipped: 2 })).toBe('12 passed, 1 failed, 2 skipped');
  });

  test('succeeds only if something ran and nothing failed', () => {
    expect(exitCodeOf({ passed: 1, failed: 0, skipped: 0 })).toBe(0);
    expect(exitCodeOf({ passed: 1, failed: 1, skipped: 0 })).toBe(1);
    expect(exitCodeOf({ passed: 0, failed: 0, skipped: 9 })).toBe(1);
    expect(exitCodeOf(addUp([]))).toBe(1);
  });
});
