import { iso27001 } from '../support/documents.ts'
import type { Person } from '../support/people.ts'
import { type Figures, figuresOf, measure } from './figures.ts'

/** How long the request takes that makes a plan with the 15 core documents of ISO 27001 and their tasks, in milliseconds. */
export async function measurePlanCreation(by: Person): Promise<Figures> {
  const times: number[] = []
  for (let run = 0; run < 20; run++) {
    const customer = await by.api.customers.create({ company_name: `Planned ${run}` })
    times.push(
      ...(await measure(1, async () => {
        await by.api.plans.create({ customer_id: customer.id, iso_standard_id: iso27001, template_selection_mode: 'all' })
        return () => {}
      })),
    )
  }
  return figuresOf(times)
}
