import { Button, Table } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { type api, q, type RowOf } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import table from '../ui/table.module.css'
import { OnDay } from '../ui/When.tsx'
import { NewCustomerDialog } from './NewCustomerDialog.tsx'

const customersByName = q.customers.list.infiniteOptions({ ...byCursor, input: (cursor: string | undefined) => ({ limit: 100, cursor }) })

/** Everybody the organization works for. */
export function CustomersPage() {
  const list = useSuspenseInfiniteQuery(customersByName)
  const customers = list.data.pages.flatMap((page) => page.data)
  const [isAdding, { open, close }] = useDisclosure(false)
  const mayAdd = useCan()('customer.write')
  const add = mayAdd && <Button onClick={open}>New customer</Button>
  return (
    <PageFrame title="Customers" action={add}>
      {customers.length === 0 ? (
        <EmptyState action={mayAdd && <Button onClick={open}>Add the first customer</Button>}>
          There are no customers yet. Plans and documents always belong to one.
        </EmptyState>
      ) : (
        <CustomerTable customers={customers} />
      )}
      <ShowMore list={list} />
      {isAdding && <NewCustomerDialog onClose={close} />}
    </PageFrame>
  )
}

function CustomerTable({ customers }: { customers: RowOf<typeof api.customers.list>[] }) {
  return (
    <div className={table.frame}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Company</Table.Th>
            <Table.Th>Industry</Table.Th>
            <Table.Th className={table.onlyMedium}>Contact</Table.Th>
            <Table.Th className={table.onlyMedium}>Added</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {customers.map((customer) => (
            <Table.Tr key={customer.id}>
              <Table.Td>
                <Link to="/customers/$customerId" params={{ customerId: customer.id }} className={table.main}>
                  {customer.company_name}
                </Link>
                {customer.is_self && <span className={table.sub}>Your own organization</span>}
              </Table.Td>
              <Table.Td className={table.quiet}>{customer.industry ?? '–'}</Table.Td>
              <Table.Td className={`${table.quiet} ${table.onlyMedium}`}>{customer.contact_email ?? '–'}</Table.Td>
              <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyMedium}`}>
                <OnDay day={customer.created_at.slice(0, 10)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
