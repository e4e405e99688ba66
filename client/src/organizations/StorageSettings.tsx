import { Button, Table, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import type { api } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { sizeWords } from '../evidence/chosenFile.ts'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { formText } from '../ui/formText.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import table from '../ui/table.module.css'
import classes from './Settings.module.css'
import { useChangeSettings } from './useChangeSettings.ts'

const gigabyte = 1024 ** 3

type Storage = Awaited<ReturnType<typeof api.organizations.storage>>

/** What files take, of which customers most, and how much they may. */
export function StorageSettings({ storage: { used_bytes, trash_bytes, limit_bytes, customers } }: { storage: Storage }) {
  const change = useChangeSettings()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = formText(event.currentTarget, 'limit')
    change.mutate({ storage_limit_bytes: typed === '' ? null : Math.round(Number(typed) * gigabyte) })
  }
  return (
    <section className={classes.section} aria-labelledby="storage-settings">
      <h2 id="storage-settings" className={classes.heading}>
        Storage
      </h2>
      <p className={classes.words}>
        {sizeWords(used_bytes)} used{limit_bytes !== null && ` of ${sizeWords(limit_bytes)}`}
        {trash_bytes > 0 && `, ${sizeWords(trash_bytes)} of it in the trash`}.
      </p>
      {limit_bytes !== null && <Share used={used_bytes} limit={limit_bytes} />}
      <ProblemAlert error={change.error} />
      <form className={classes.limit} onSubmit={submit}>
        <TextInput
          key={limit_bytes}
          name="limit"
          type="number"
          min="0.001"
          step="any"
          label="Limit in GB"
          description="Leave it empty for no limit. Uploads beyond it are refused; nothing is deleted."
          defaultValue={limit_bytes === null ? '' : limit_bytes / gigabyte}
          error={issueAt(change.error, 'storage_limit_bytes')}
        />
        <Button type="submit" variant="default" loading={change.isPending}>
          Save the limit
        </Button>
      </form>
      {customers.length > 0 && (
        <div className={table.frame}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Customer</Table.Th>
                <Table.Th className={table.end}>Files</Table.Th>
                <Table.Th className={table.end}>Used</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {customers.map((customer) => (
                <Table.Tr key={customer.customer_id}>
                  <Table.Td>
                    <Link
                      to="/customers/$customerId/files"
                      params={{ customerId: customer.customer_id }}
                      search={{ view: 'files', order: 'size' }}
                      className={table.main}
                    >
                      {customer.customer_name}
                    </Link>
                  </Table.Td>
                  <Table.Td className={`${table.numbers} ${table.end}`}>{customer.file_count}</Table.Td>
                  <Table.Td className={`${table.numbers} ${table.end}`}>{sizeWords(customer.used_bytes)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </section>
  )
}

function Share({ used, limit }: { used: number; limit: number }) {
  const share = Math.min(100, Math.floor((used / limit) * 100))
  return <CompletionBar percentage={share} words={`${share} %`} />
}
