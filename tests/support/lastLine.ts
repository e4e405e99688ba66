import type { Reporter, TestCase, TestModule } from 'vitest/node'

/**
 * Says what tests measured, how long each part took and which tests needed a second run, and closes with "N passed, N failed". A module or run that broke outside its tests counts as a failure: a crashed
 * run must never look like an empty one.
 */
export default class LastLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 }
    const unsteady: string[] = []
    const measured: string[] = []
    const parts = new Map<string, { files: number; milliseconds: number }>()
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        counts[test.result().state]++
        for (const { message } of test.annotations()) measured.push(`measured: ${module.relativeModuleId} > ${message}`)
        if (test.diagnostic()?.flaky) unsteady.push(nameOf(module, test))
      }
      if (module.errors().length > 0) counts.failed++
      const part = parts.get(module.project.name) ?? { files: 0, milliseconds: 0 }
      parts.set(module.project.name, { files: part.files + 1, milliseconds: part.milliseconds + module.diagnostic().duration })
    }
    const failed = counts.failed + counts.pending + unhandled.length
    const times = [...parts].map(([name, part]) => `${name}: ${part.files} files, ${(part.milliseconds / 1000).toFixed(1)} s of test time`)
    const lines = [...measured, ...unsteady, ...times]
    process.once('exit', (code) => {
      const all = Math.max(failed, code === 0 ? 0 : 1) // what broke before or after the tests is in the exit code only
      lines.push(`${counts.passed} passed, ${all} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`)
      process.stdout.write(`${lines.join('\n')}\n`)
    })
  }
}

/** The errors of the first run are kept with a test that passed in the second: they are all there is to find the cause by. */
function nameOf(module: TestModule, test: TestCase): string {
  const reasons = (test.result().errors ?? []).map(({ message, stacks }) => `\n  ${message}${placeOf(stacks?.[0])}`)
  return `passed in a second run only: ${module.relativeModuleId} > ${test.fullName}${reasons.join('')}`
}

const placeOf = (frame: { file: string; line: number } | undefined): string =>
  frame ? ` (${frame.file.split('/').at(-1)}:${frame.line})` : ''
