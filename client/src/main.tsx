import '@fontsource-variable/inter'
import './ui/mantine.css'
import './ui/tokens.css'
import './ui/base.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { forgetPerson } from './accounts/lastPerson.ts'
import { replaced } from './accounts/pageOwner.ts'
import { onSignedOut, queryClient } from './api/queryClient.ts'
import { keepShell } from './app/keepShell.ts'
import { reloadAfterDeploy } from './app/reloadAfterDeploy.ts'
import { isGuestPage } from './guests/guestPage.ts'
import { router } from './routes.tsx'
import { cssVariablesResolver, theme } from './ui/theme.ts'

onSignedOut(() => {
  if (isGuestPage()) return // a guest's visit ends on its page
  if (replaced.get() !== null) return // what is covered stays for its person, whoever comes and goes meanwhile
  forgetPerson()
  const { pathname, href } = router.latestLocation
  if (pathname !== '/login') void router.navigate({ to: '/login', search: { next: href }, replace: true }).then(forgetAnswers)
})

/** Going back must ask who is signed in, and show nothing that was read before. */
const forgetAnswers = (): void => queryClient.removeQueries({ type: 'inactive' })

// First of all who listen: keys that a page listens for everywhere would act on what is covered.
window.addEventListener('keydown', (event) => replaced.get() !== null && event.stopImmediatePropagation(), { capture: true })

reloadAfterDeploy()
if (!isGuestPage()) keepShell() // a visit begins with the server, and a phone has better to fetch than every page there is

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id root')

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
