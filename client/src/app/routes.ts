import { createRoute, redirect } from '@tanstack/react-router'
import { app } from './rootRoutes.ts'

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: ({ context: { me } }) => {
    throw me.customer === null
      ? redirect({ to: '/dashboard' })
      : redirect({ to: '/customers/$customerId', params: { customerId: me.customer.id } })
  },
})

export const appRoutes = [home] as const
