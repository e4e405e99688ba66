import { Button, Table } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import type { api, RowOf } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import table from '../ui/table.module.css'
import { NewChecklistDialog } from './NewChecklistDialog.tsx'
import { checklistsOf } from './queries.ts'
import { percentWords } from './ScoreExplained.tsx'

/** The checklists the reader may see, whosever they are. */
export function ReadinessPage() {
  const list = useSuspenseInfiniteQuery(checklistsOf(undefined))
  const projects = list.data.pages.flatMap((page) => page.data)
  const [isAdding, { open, close }] = useDisclosure(false)
  const mayAdd = useCan()('readiness.write')
  return (
    <PageFrame title="Readiness" action={mayAdd && <Button onClick={open}>New checklist</Button>}>
      {projects.length === 0 ? (
        <EmptyState action={mayAdd && <Button onClick={open}>Make the first checklist</Button>}>
          There is no checklist yet. It shows, control by control, how ready a customer is for the audit.
        </EmptyState>
      ) : (
        <ProjectTable projects={projects} />
      )}
      <ShowMore list={list} />
      {isAdding && <NewChecklistDialog onClose={close} />}
    </PageFrame>
  )
}

function ProjectTable({ projects }: { projects: RowOf<typeof api.readiness.list>[] }) {
  return (
    <div className={table.frame}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Checklist</Table.Th>
            <Table.Th className={table.onlyMedium}>Standard</Table.Th>
            <Table.Th>Ready</Table.Th>
            <Table.Th className={table.onlyMedium}>Clauses</Table.Th>
            <Table.Th className={table.onlyMedium}>Answered</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {projects.map((project) => (
            <Table.Tr key={project.id}>
              <Table.Td>
                <Link to="/readiness/$projectId" params={{ projectId: project.id }} className={table.main}>
                  {project.project_name}
                </Link>
                <span className={table.sub}>{project.customer_name}</span>
              </Table.Td>
              <Table.Td className={`${table.quiet} ${table.onlyMedium}`}>{project.iso_standard_name}</Table.Td>
              <Table.Td>
                <CompletionBar percentage={project.overall_percentage ?? 0} words={percentWords(project.overall_percentage)} />
              </Table.Td>
              <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyMedium}`}>
                {project.clauses_percentage === null ? '–' : percentWords(project.clauses_percentage)}
              </Table.Td>
              <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyMedium}`}>
                {project.answered} of {project.rows}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
