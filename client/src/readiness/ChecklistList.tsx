import { Button, Table } from '@mantine/core'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { api, RowOf } from '../api/client.ts'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import table from '../ui/table.module.css'
import { addressOfMode } from './addressOfMode.ts'
import { percentWords } from './percentWords.ts'
import { checklistsOf } from './queries.ts'

/** Checklists and how ready they say a customer is: of one customer, or of all the reader may see. `onAdd` is false for who may make none. */
export function ChecklistList({ customerId, onAdd }: { customerId?: string; onAdd: false | (() => void) }) {
  const list = useSuspenseInfiniteQuery(checklistsOf(customerId))
  const projects = list.data.pages.flatMap((page) => page.data)
  if (projects.length === 0)
    return (
      <EmptyState action={onAdd && <Button onClick={onAdd}>Make the first checklist</Button>}>
        There is no checklist yet. It shows, control by control, how ready a customer is for the audit.
      </EmptyState>
    )
  return (
    <>
      <ChecklistTable projects={projects} showsCustomer={customerId === undefined} />
      <ShowMore list={list} />
    </>
  )
}

function ChecklistTable({ projects, showsCustomer }: { projects: RowOf<typeof api.readiness.list>[]; showsCustomer: boolean }) {
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
                <Link to={addressOfMode(project.mode)} params={{ projectId: project.id }} className={table.main}>
                  {project.project_name}
                </Link>
                {showsCustomer && <span className={table.sub}>{project.customer_name}</span>}
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
