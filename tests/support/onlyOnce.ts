import { readFileSync } from 'node:fs'
import { beforeAll, type RunnerTask } from 'vitest'

/**
 * What proves that nothing is lost, and what draws at random, must hold the first time: a loss that is seen once is a loss. Those are all tests of the
 * live core, and every file that draws numbers. Browsers have a second run all the same, which is listed: two of them on two cores miss a click at times.
 */
const mustHoldAtOnce = (file: string): boolean =>
  !file.endsWith('.e2e.ts') &&
  (file.includes('/tests/collab/') || /'(?:fast-check|\.\.\/support\/random\.ts)'/.test(readFileSync(file, 'utf8')))

// biome-ignore lint/correctness/noEmptyPattern: vitest hands fixtures over in front of the suite
beforeAll(({}, { file }) => {
  if (mustHoldAtOnce(file.filepath)) runOnce(file.tasks)
})

function runOnce(tasks: readonly RunnerTask[]): void {
  for (const task of tasks) {
    if (task.type === 'suite') runOnce(task.tasks)
    else task.retry = 0
  }
}
