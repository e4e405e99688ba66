import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMe } from '../accounts/useMe.ts'

/** The way to where work begins, for a list that is empty: the customers, or for a customer's staff their own company's plans. */
export function ToCustomers() {
  const { customer } = useMe()
  if (customer === null) return <Button renderRoot={(props) => <Link {...props} to="/customers" />}>Go to the customers</Button>
  return (
    <Button renderRoot={(props) => <Link {...props} to="/customers/$customerId/plans" params={{ customerId: customer.id }} />}>
      Go to the plans
    </Button>
  )
}
