import { IconFileText, IconFolder, IconFolders, IconTargetArrow, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ComponentType, useEffect, useRef } from 'react'
import { q } from '../api/client.ts'
import type { RegisterSearch } from '../app/evidenceRoute.ts'
import { sizeWords } from '../evidence/chosenFile.ts'
import classes from './FileBrowser.module.css'
import type { Folder, FolderTree } from './queries.ts'

type Where = Pick<RegisterSearch, 'folder' | 'plan' | 'document'>
type Way = { label: string; count: number; icon: ComponentType<{ className?: string | undefined; 'aria-hidden'?: boolean }>; where: Where }

const isSame = (a: Where, b: Where): boolean => a.folder === b.folder && a.plan === b.plan && a.document === b.document

/** Where there is little room the folders scroll in a box of their own: what is open is brought to its middle. */
function useHereInSight(tree: FolderTree | undefined, { folder, plan, document }: Where) {
  const nav = useRef<HTMLElement>(null)
  const open = tree && [folder, plan, document].join()
  useEffect(() => {
    const here = open === undefined ? null : nav.current?.querySelector('[data-here]')
    if (!nav.current || !here) return
    const [box, row] = [nav.current.getBoundingClientRect(), here.getBoundingClientRect()]
    nav.current.scrollTop += row.top + row.height / 2 - box.top - box.height / 2
  }, [open])
  return nav
}

/** Everything, the folders people made one inside the other, those of plans and documents, and the trash. */
export function FolderNav({ tree, customerId, search }: { tree: FolderTree | undefined; customerId: string; search: RegisterSearch }) {
  const { data: usage } = useQuery(q.files.storage.queryOptions({ input: { customer_id: customerId } }))
  const way = (shown: Way) => <FolderLink key={JSON.stringify(shown.where)} {...shown} isHere={isSame(search, shown.where)} />
  const nav = useHereInSight(tree, search)
  return (
    <nav ref={nav} className={classes.nav} aria-label="Folders">
      {tree && (
        <>
          <ul>
            <li>{way({ label: 'All files', count: tree.all_count, icon: IconFolders, where: {} })}</li>
          </ul>
          <p className={classes.heading}>Folders</p>
          <OwnFolders folders={tree.folders} inside={null} render={(folder) => way(wayTo(folder))} />
          <ul>
            <li>{way({ label: 'In no folder', count: tree.unfiled_count, icon: IconFolder, where: { folder: 'none' } })}</li>
          </ul>
          {tree.plans.length > 0 && <p className={classes.heading}>Evidence by plan</p>}
          <ul>
            {tree.plans.map((plan) => (
              <li key={plan.plan_id}>
                {way({ label: plan.plan_name, count: plan.file_count, icon: IconTargetArrow, where: { plan: plan.plan_id } })}
                <ul>
                  {plan.documents.map(({ document_id, document_name, file_count }) => (
                    <li key={document_id}>
                      {way({ label: document_name, count: file_count, icon: IconFileText, where: { document: document_id } })}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
          <ul className={classes.last}>
            <li>{way({ label: 'Trash', count: tree.trash_count, icon: IconTrash, where: { folder: 'trash' } })}</li>
          </ul>
        </>
      )}
      {usage && (
        <p className={classes.usage}>
          {sizeWords(usage.used_bytes)} used{usage.trash_bytes > 0 && `, ${sizeWords(usage.trash_bytes)} of it in the trash`}
        </p>
      )}
    </nav>
  )
}

const wayTo = ({ id, name, file_count }: Folder): Way => ({ label: name, count: file_count, icon: IconFolder, where: { folder: id } })

type OwnProps = { folders: readonly Folder[]; inside: string | null; render: (folder: Folder) => React.ReactNode }

function OwnFolders({ folders, inside, render }: OwnProps) {
  const here = folders.filter(({ parent_id }) => parent_id === inside)
  if (here.length === 0) return null
  return (
    <ul>
      {here.map((folder) => (
        <li key={folder.id}>
          {render(folder)}
          <OwnFolders folders={folders} inside={folder.id} render={render} />
        </li>
      ))}
    </ul>
  )
}

function FolderLink({ label, count, icon: Icon, where, isHere }: Way & { isHere: boolean }) {
  return (
    <Link
      from="/customers/$customerId/files"
      search={{ view: 'files', ...where }}
      className={classes.folder}
      data-here={isHere || undefined}
      aria-current={isHere ? 'true' : undefined}
      title={label}
    >
      <Icon className={classes.icon} aria-hidden />
      <span className={classes.folderName}>{label}</span>
      <span className={classes.count}>{count}</span>
    </Link>
  )
}
