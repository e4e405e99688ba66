import { createHash } from 'node:crypto'
import path from 'node:path'
import { minifyContractRouter } from '@orpc/contract'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { compression } from 'vite-plugin-compression2'

/**
 * Serves `virtual:contract`: the paths and methods of the REST contract without its zod schemas, which only the server needs and which would be
 * the largest part of the first page.
 */
function contractWithoutSchemas(): Plugin {
  const id = 'virtual:contract'
  return {
    name: 'contract-without-schemas',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    async load(source) {
      if (source !== `\0${id}`) return null
      const { contract } = await import('../shared/src/contract.ts')
      return `export const contract = ${JSON.stringify(minifyContractRouter(contract))}`
    },
  }
}

const worker = 'service-worker'

/** Fonts of other scripts are kept when somebody reads them. */
const isInShell = (file: string): boolean => /\.(js|css)$|-latin-wght-[^/]+\.woff2$/.test(file) && file.startsWith('assets/')

/** Tells the service worker which files a page needs to start. */
function shellForServiceWorker(): Plugin {
  return {
    name: 'shell-for-service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry && file.name !== worker)
      const own = bundle[`${worker}.js`]
      if (own?.type !== 'chunk' || entry === undefined) throw new Error('There is no page, or no service worker, in this build.')
      const files = Object.keys(bundle).filter(isInShell).sort()
      const shell = {
        version: createHash('sha256').update(files.join()).digest('hex').slice(0, 16),
        entry: `/${entry.fileName}`,
        files: files.map((file) => `/${file}`),
      }
      own.code = own.code.replace('__SHELL__', () => JSON.stringify(shell))
    },
  }
}

const root = import.meta.dirname

type Modules = { getModuleInfo(id: string): { importedIds: readonly string[] } | null }

/** Libraries' lists of all they have: what a module takes from one, the bundler finds. */
const barrel = /\/(@mantine\/(core|hooks)\/esm\/index|tabler-icons-react)\.mjs$/

/** A module and all that it needs at once. */
function needsOf(id: string, modules: Modules, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(id) || barrel.test(id)) return found
  found.add(id)
  for (const needed of modules.getModuleInfo(id)?.importedIds ?? []) needsOf(needed, modules, found)
  return found
}

/** What a page needs comes in one piece if somebody may open it before any other: to sign in, or by an address they were sent. */
const firstOpened: Readonly<Record<string, readonly string[]>> = {
  first: ['main.tsx', 'accounts/LoginPage.tsx'],
  invited: ['accounts/SignUpPage.tsx', 'accounts/ResetPasswordPage.tsx', 'members/AcceptInvitationPage.tsx', 'guests/JoinPage.tsx'],
}

const needed = new Map<string, ReadonlySet<string>>()

function isNeededBy(name: string, id: string, modules: Modules): boolean {
  const known = needed.get(name)
  const needs = known ?? new Set(firstOpened[name]?.flatMap((page) => [...needsOf(path.join(root, 'src', page), modules)]))
  if (known === undefined) needed.set(name, needs)
  return needs.has(id)
}

const ofRooms = /\/(yjs|lib0|y-protocols|@hocuspocus\/[^/]+)\/|\/(client|shared)\/src\/collab\//
const ofEditor = /\/(@tiptap|prosemirror-[^/]+)\//

/**
 * A page comes in few pieces: a browser asks for six at a time, and a hundred small ones take longer than what is in them. The first page gets what it
 * needs, rooms what they are made of, and what several other pages have in common comes once.
 */
const groups = [
  ...Object.keys(firstOpened).map((name, at) => ({
    name: (id: string, modules: Modules) => (isNeededBy(name, id, modules) ? name : null),
    priority: 4 - at,
  })),
  { name: 'live', test: ofRooms, minShareCount: 2, priority: 2 },
  { name: 'shared', test: (id: string) => !ofEditor.test(id) && !id.includes('/worker/'), minShareCount: 2, priority: 1 },
]

export default defineConfig({
  plugins: [
    react(),
    contractWithoutSchemas(),
    shellForServiceWorker(),
    compression({ algorithms: ['brotliCompress', 'gzip'], include: /\.(js|css|svg|html)$/ }),
  ],
  build: {
    target: 'es2023',
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: path.join(root, 'index.html'), [worker]: path.join(root, 'worker/serviceWorker.ts') },
      output: {
        entryFileNames: ({ name }) => (name === worker ? '[name].js' : 'assets/[name]-[hash].js'),
        codeSplitting: { groups },
      },
    },
  },
})
