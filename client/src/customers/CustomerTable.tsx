import type { CustomerSort, SortOrder } from '@certloom/shared/customers/listing'
import { Table, VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { api, RowOf } from '../api/client.ts'
import { useFrameworkName } from '../frameworks/queries.ts'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { SortHead } from '../ui/SortHead.tsx'
import table from '../ui/table.module.css'
import { OnDay } from '../ui/When.tsx'
import { ArchivedActions } from './ArchivedActions.tsx'
import classes from './CustomersPage.module.css'
import type { CustomersSearch } from './customersSearch.ts'

type Customer = RowOf<typeof api.customers.list>
type SortProps = { search: CustomersSearch; onSort: (changes: CustomersSearch) => void }

/** Customers with their standards, their progress and what is due next. */
export function CustomerTable({ customers, search, onSort }: { customers: Customer[] } & SortProps) {
  const { sort = 'name', order = 'asc' } = search
  const isArchive = search.archived === true
  const by = (column: CustomerSort) => ({
    order: sort === column ? order : undefined,
    onSort: (next: SortOrder) => onSort({ sort: column, order: next }),
  })
  return (
    <div className={`${table.frame} ${table.blocks}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <SortHead label="Company" {...by('name')} />
            <Table.Th className={table.onlyMedium}>Standards</Table.Th>
            <SortHead label="Progress" {...by('progress')} />
            <SortHead label="Due next" {...by('due_date')} />
            <SortHead label="Added" {...by('added')} className={table.onlyWide} />
            {isArchive && (
              <Table.Th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {customers.map((customer) => (
            <CustomerRow key={customer.id} customer={customer} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function CustomerRow({ customer }: { customer: Customer }) {
  const isArchived = customer.archived_at !== null
  const nameOf = useFrameworkName()
  return (
    <Table.Tr>
      <Table.Td className={classes.company}>
        {isArchived ? (
          customer.company_name
        ) : (
          <Link to="/customers/$customerId" params={{ customerId: customer.id }} className={table.main}>
            {customer.company_name}
          </Link>
        )}
        <span className={table.sub}>{customer.is_self ? 'Your own organization' : customer.industry}</span>
      </Table.Td>
      <Table.Td className={table.onlyMedium}>
        <ul className={classes.standards}>
          {customer.iso_codes.map((code) => (
            <li key={code} className={classes.standard}>
              {nameOf(code)}
            </li>
          ))}
        </ul>
      </Table.Td>
      <Table.Td className={table.quiet}>
        {customer.active_plans === 0 ? (
          'No active plan'
        ) : (
          <CompletionBar
            percentage={customer.overall_progress_percentage}
            words={`${Math.floor(customer.overall_progress_percentage)} %`}
          />
        )}
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers}`} data-label="Due">
        {customer.next_due_date !== null && <NextDue day={customer.next_due_date} />}
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyWide}`}>
        <OnDay day={customer.created_at.slice(0, 10)} />
      </Table.Td>
      {isArchived && (
        <Table.Td className={table.end}>
          <ArchivedActions customer={customer} />
        </Table.Td>
      )}
    </Table.Tr>
  )
}

function NextDue({ day }: { day: string }) {
  const isOverdue = day < new Date().toISOString().slice(0, 10)
  return (
    <span className={isOverdue ? classes.overdue : undefined}>
      <OnDay day={day} />
      {isOverdue && ' overdue'}
    </span>
  )
}
