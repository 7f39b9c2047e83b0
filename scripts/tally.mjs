// How many tests passed, failed and were skipped, taken over every check and runner of one run?

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @type {Tally} */
const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** One check (format, lint, types ...) counts as one test. */
export function tallyOfCheck(ok) {
  return ok ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

/**
 * What a runner's JSON report says, held against how the runner ended.
 * A runner that wrote no report, or that ended in error although its report knows no failure, counts one failure.
 */
export function tallyOfRunner(report, exitCode, read) {
  if (report === undefined) return { ...NOTHING, failed: 1 };
  const tally = read(report);
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** A file that could not be loaded has no failed test in it, so the report does not count it: here it is one failure. */
export function readVitest(report) {
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** A flaky test needed a second try: that is a failure that was lucky. Errors are those outside of any test. */
export function readPlaywright(report) {
  return {
    passed: report.stats.expected,
    failed: report.stats.unexpected + report.stats.flaky + report.errors.length,
    skipped: report.stats.skipped,
  };
}

/** @param {readonly Tally[]} tallies */
export function addUp(tallies) {
  return tallies.reduce(
    (sum, tally) => ({
      passed: sum.passed + tally.passed,
      failed: sum.failed + tally.failed,
      skipped: sum.skipped + tally.skipped,
    }),
    NOTHING,
  );
}

/** @param {Tally} tally */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

/**
 * A run in which nothing ran is no success.
 * @param {Tally} tally
 */
export function exitCodeOf({ passed, failed }) {
  return failed === 0 && passed > 0 ? 0 : 1;
}
