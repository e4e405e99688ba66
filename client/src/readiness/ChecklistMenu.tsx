import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import { ActionIcon, Menu } from '@mantine/core'
import { IconArchive, IconDots, IconDownload, IconFileText, IconListSearch, IconPencil, IconShare, IconUpload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { ShareDialog } from '../shares/ShareDialog.tsx'
import classes from './ChecklistMenu.module.css'
import { ChecklistSettingsDialog } from './ChecklistSettingsDialog.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import { ImportDialog } from './ImportDialog.tsx'

type Dialog = 'export' | 'import' | 'share' | 'settings'

type Props = {
  project: ReadinessProjectDetail
  /** leads to the other views of the checklist too */
  hasViews: boolean
}

/** What can be done with a whole checklist. */
export function ChecklistMenu({ project, hasViews }: Props) {
  const can = useCan()
  const archive = useArchive(project)
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const close = () => setDialog(null)
  const mayChange = can('readiness.write', project.customer_id)
  const icons = { className: classes.icon, 'aria-hidden': true }
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" aria-label={`More for ${project.project_name}`} loading={archive.isPending}>
            <IconDots {...icons} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {hasViews && (
            <>
              <Menu.Item
                leftSection={<IconListSearch {...icons} />}
                renderRoot={(props) => <Link to="/readiness/$projectId/audit" params={{ projectId: project.id }} {...props} />}
              >
                Audit view
              </Menu.Item>
              <Menu.Item
                leftSection={<IconFileText {...icons} />}
                renderRoot={(props) => <Link to="/readiness/$projectId/statement" params={{ projectId: project.id }} {...props} />}
              >
                Statement
              </Menu.Item>
              <Menu.Divider />
            </>
          )}
          {can('readiness.export', project.customer_id) && (
            <Menu.Item leftSection={<IconDownload {...icons} />} onClick={() => setDialog('export')}>
              Export
            </Menu.Item>
          )}
          {can('answer.edit', project.customer_id) && (
            <Menu.Item leftSection={<IconUpload {...icons} />} onClick={() => setDialog('import')}>
              Import
            </Menu.Item>
          )}
          {can('link.create', project.customer_id) && (
            <Menu.Item leftSection={<IconShare {...icons} />} onClick={() => setDialog('share')}>
              Share
            </Menu.Item>
          )}
          {mayChange && (
            <>
              <Menu.Item leftSection={<IconPencil {...icons} />} onClick={() => setDialog('settings')}>
                Settings
              </Menu.Item>
              <Menu.Item
                leftSection={<IconArchive {...icons} />}
                onClick={() => archive.mutate({ project_id: project.id, archived: true })}
              >
                Archive
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === 'export' && <ExportDialog project={project} onClose={close} />}
      {dialog === 'import' && <ImportDialog project={project} onClose={close} />}
      {dialog === 'share' && <ShareDialog project={project} onClose={close} />}
      {dialog === 'settings' && <ChecklistSettingsDialog project={project} onClose={close} />}
    </>
  )
}

/** Archives at once and goes to the list, where it can be brought back. */
function useArchive({ project_name }: ReadinessProjectDetail) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation(
    q.readiness.update.mutationOptions({
      onSuccess: async () => {
        announce(`${project_name} is archived`)
        await navigate({ to: '/readiness' })
        await queries.invalidateQueries({ queryKey: q.readiness.key() })
      },
      onError: (error) => announce(problemOf(error).detail),
    }),
  )
}
