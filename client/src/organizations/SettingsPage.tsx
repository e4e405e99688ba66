import { useSuspenseQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { BrandSettings } from './BrandSettings.tsx'
import { EvidenceSettings } from './EvidenceSettings.tsx'
import { ReviewSettings } from './ReviewSettings.tsx'
import classes from './Settings.module.css'
import { StorageSettings } from './StorageSettings.tsx'

/** How the organization works; for owners and admins. Each choice holds at once. */
export function SettingsPage() {
  const { data: settings } = useSuspenseQuery(q.organizations.settings.queryOptions())
  const { data: storage } = useSuspenseQuery(q.organizations.storage.queryOptions())
  const { data: brand } = useSuspenseQuery(q.organizations.brand.queryOptions())
  return (
    <PageFrame title="Settings">
      <div className={classes.settings}>
        <EvidenceSettings settings={settings} />
        <ReviewSettings settings={settings} />
        <BrandSettings brand={brand} />
        <StorageSettings storage={storage} />
      </div>
    </PageFrame>
  )
}
