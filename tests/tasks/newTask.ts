import type { Person } from '../support/people.ts'

/** A task in somebody's own words; of a customer, unless it says otherwise. */
export const newTask = (by: Person, customer_id: string, more: Partial<Parameters<Person['api']['tasks']['create']>[0]> = {}) =>
  by.api.tasks.create({ customer_id, title: 'Call the auditor', ...more })
