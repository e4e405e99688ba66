import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { openBrowser } from '../support/chromium.ts'
import { startBenchServer } from './benchServer.ts'
import { measureChecklist } from './checklist.ts'
import { measureDurability } from './durability.ts'
import { measureFirstPage } from './firstPage.ts'
import { measureGuestJoin } from './guestJoin.ts'
import { measureSessionStart, measureSpotlight } from './interviews.ts'
import { measureLighthouse } from './lighthouse.ts'
import { measureLists } from './lists.ts'
import { measureLargeDocument } from './openDocument.ts'
import { measurePapers } from './papers.ts'
import { measurePlanCreation } from './planCreation.ts'
import { loads, measurePropagation } from './propagation.ts'
import { reportOf } from './report.ts'
import { measureRevocation } from './revocation.ts'
import { isReached, type Measured, rowsOf } from './rows.ts'
import { certloom, type Subject, startPeers } from './subjects.ts'
import { openWorkplace } from './workplace.ts'

/**
 * Measures the built server as `npm start` runs it, beside its peers in the same rounds. Prints tables as Markdown, and where they lie, also as JSON;
 * ends with 1 when a number is missed. Generator, servers and PostgreSQL share the machine.
 */
const folder = path.resolve(import.meta.dirname, '../../.data/bench')
const tell = (line: string): void => void process.stderr.write(`${line}\n`)

const server = await startBenchServer()
const browser = await openBrowser()
const started: Subject[] = []
try {
  const workplace = await openWorkplace(server)
  const ours = await certloom(server, workplace)
  started.push(ours, ...(await startPeers()))
  tell('a large document')
  const largeDocument = await measureLargeDocument(browser, server, workplace.owner)
  tell('a checklist')
  const checklist = await measureChecklist(browser, server, workplace.owner)
  tell('a guest')
  const guestJoin = await measureGuestJoin(browser, server, workplace.owner)
  tell('plans, interviews, rights taken away, and the first page')
  const measured: Measured = {
    largeDocument,
    checklist,
    guestJoin,
    planCreation: await measurePlanCreation(workplace.owner),
    sessionStart: await measureSessionStart(workplace.owner),
    spotlight: await measureSpotlight(server, workplace.owner),
    revocation: await measureRevocation(server, workplace.owner),
    firstPageBytes: await measureFirstPage(browser, server.url),
    lighthouse: await measureLighthouse(server.url, tell),
    outcomes: await measurePropagation(started, tell),
    durable: await measureDurability(ours),
    papers: await measurePapers(server, workplace.owner),
    lists: await measureLists(server),
    minutes: process.uptime() / 60,
  }
  const rows = rowsOf(measured)
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version }
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, new Date().toISOString().replaceAll(':', '-'))
  const setups = Object.fromEntries(started.map(({ name, setup }) => [name, setup]))
  writeFileSync(`${file}.json`, JSON.stringify({ machine, setups, loads, rows, measured }, null, 2))
  const report = `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}\n\n${reportOf(setups, measured, rows)}\n`
  writeFileSync(`${file}.md`, report)
  process.stdout.write(`${report}\n${file}.{json,md}\n`)
  if (!rows.every(isReached)) process.exitCode = 1
} finally {
  await browser.close()
  for (const subject of started) await subject.stop()
}
