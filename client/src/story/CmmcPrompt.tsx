import type { StoryCard } from '@certloom/shared/story/contract'
import classes from './CmmcPrompt.module.css'

/** What a scene is besides about for whoever handles controlled information, with the NIST SP 800-171 requirements that bear on it. */
export function CmmcPrompt({ card: { cmmc_prompt, nist_references } }: { card: StoryCard }) {
  if (cmmc_prompt === null && nist_references.length === 0) return null
  const hasEditorial = nist_references.some(({ is_editorial }) => is_editorial)
  return (
    <aside className={classes.prompt} aria-label="With CMMC">
      <p className={classes.words}>
        <strong>With CMMC</strong> {cmmc_prompt ?? 'This scene also bears on controlled information.'}
      </p>
      {nist_references.length > 0 && (
        <p className={classes.references}>
          NIST SP 800-171: {nist_references.map(({ code, is_editorial }) => (is_editorial ? `${code}*` : code)).join(', ')}
          {hasEditorial && ' (* suggested by us)'}
        </p>
      )}
    </aside>
  )
}
