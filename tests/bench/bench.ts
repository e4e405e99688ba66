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
import { Phases } from './phases.ts'
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
  const phases = new Phases(tell)
  const phase = phases.measure.bind(phases)
  const { owner } = workplace
  const measured: Measured = {
    largeDocument: await phase('a large document', () => measureLargeDocument(browser, server, owner)),
    checklist: await phase('a checklist', () => measureChecklist(browser, server, owner)),
    guestJoin: await phase('a guest', () => measureGuestJoin(browser, server, owner)),
    planCreation: await phase('plans', () => measurePlanCreation(owner)),
    sessionStart: await phase('interviews', () => measureSessionStart(owner)),
    spotlight: await phase('the spotlight', () => measureSpotlight(server, owner)),
    revocation: await phase('rights taken away', () => measureRevocation(server, owner)),
    firstPageBytes: await phase('the first page', () => measureFirstPage(browser, server.url)),
    lighthouse: await phase('Lighthouse', () => measureLighthouse(server.url, tell)),
    outcomes: await phase('keys in rooms, beside peers', () => measurePropagation(started, tell)),
    durable: await phase('keys to the database', () => measureDurability(ours)),
    papers: await phase('comparing and printing', () => measurePapers(server, owner)),
    lists: await phase('lists of a large organization', () => measureLists(server)),
    phases: phases.done,
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
