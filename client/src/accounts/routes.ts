import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../app/rootRoutes.ts'
import { ownAddress } from './session.ts'

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  // Said even when there is none: what is left out here would be taken from the address unchecked.
  validateSearch: (search): { next?: string | undefined } => ({ next: ownAddress(search.next) }),
  component: lazyRouteComponent(() => import('./LoginPage.tsx'), 'LoginPage'),
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./SignUpPage.tsx'), 'SignUpPage'),
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./ForgotPasswordPage.tsx'), 'ForgotPasswordPage'),
})

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password/$token',
  component: lazyRouteComponent(() => import('./ResetPasswordPage.tsx'), 'ResetPasswordPage'),
})

/** Open to everybody. */
export const openAccountsRoutes = [login, signUp, forgotPassword, resetPassword] as const
