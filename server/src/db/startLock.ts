import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../startError.ts'

/** No start takes this long: an older lock is a crashed run's, whoever has its number now. In milliseconds. */
const stale = 120_000

/** Lets one process at a time make or start the cluster of a data folder; the others wait and find it running. */
export async function oneAtATime<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const file = path.join(dataDir, 'starting.lock')
  while (!take(dataDir, file)) {
    if (isStale(file)) rmSync(file, { force: true })
    else await sleep(50)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(dataDir: string, file: string): boolean {
  try {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (code === 'ENOSPC') rmSync(file, { force: true }) // made, and there was no room for what stands in it
    throw StartError.forFile(dataDir, error)
  }
}

function isStale(file: string): boolean {
  try {
    if (Date.now() - statSync(file).mtimeMs > stale) return true
    process.kill(Number(readFileSync(file, 'utf8')), 0)
    return false
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code !== 'EPERM' && code !== 'ENOENT'
  }
}
