import type { Plan } from '@certloom/shared/plans/contract'
import { Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { percentWords } from '../progress/percent.ts'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import table from '../ui/table.module.css'
import { OnDay } from '../ui/When.tsx'
import classes from './PlanTable.module.css'

/** Plans as rows. */
export function PlanTable({ plans }: { plans: readonly Plan[] }) {
  return (
    <div className={`${table.frame} ${table.blocks}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Plan</Table.Th>
            <Table.Th>Status</Table.Th>
            <Table.Th>Progress</Table.Th>
            <Table.Th>Owner</Table.Th>
            <Table.Th>Target</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plans.map((plan) => (
            <Table.Tr key={plan.id}>
              <Table.Td>
                <Link to="/plans/$planId" params={{ planId: plan.id }} className={table.main}>
                  {plan.plan_name}
                </Link>
                <span className={table.sub}>{plan.customer_name}</span>
              </Table.Td>
              <Table.Td>
                <StatusChip state={plan.plan_status} />
              </Table.Td>
              <Table.Td>
                <CompletionBar percentage={plan.overall_progress_percentage} words={percentWords(plan.overall_progress_percentage)} />
              </Table.Td>
              <Table.Td className={`${table.quiet} ${classes.owner}`} data-empty={plan.owner === null}>
                {plan.owner?.name ?? '–'}
              </Table.Td>
              <Table.Td data-label="Target" className={`${table.quiet} ${table.numbers}`} data-empty={plan.target_completion_date === null}>
                {plan.target_completion_date === null ? '–' : <OnDay day={plan.target_completion_date} />}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
