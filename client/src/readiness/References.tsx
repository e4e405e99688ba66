import type { Answer } from '@certloom/shared/readiness/contract'
import { useChecklistHost } from './host.ts'
import classes from './RowDrawer.module.css'
import { shownReferences } from './view.ts'

const frameworkNames: Readonly<Record<string, string>> = {
  'nist-800-171r2': 'NIST SP 800-171',
  'iso27001-2013': 'ISO 27001:2013',
  'iso27001-2022': 'ISO 27001:2022',
  'cmmc-2-level2': 'CMMC 2.0',
}

/** What in other frameworks and editions bears on a row, and how sure the pair is. NIST only while it is asked for. */
export function References({ answer }: { answer: Answer }) {
  const { includesCmmc } = useChecklistHost()
  const shown = shownReferences(answer, includesCmmc)
  if (shown.length === 0) return null
  return (
    <section className={classes.section} aria-label="Mappings">
      <h3 className={classes.heading}>Mappings</h3>
      <ul className={classes.list}>
        {shown.map(({ framework, code, title, confidence }) => (
          <li key={`${framework} ${code}`} className={classes.reference}>
            <span className={classes.code}>
              {frameworkNames[framework] ?? framework} {code}
            </span>
            <span className={classes.words}>{title}</span>
            <span className={classes.strength}>{confidence}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
