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
      output: { entryFileNames: ({ name }) => (name === worker ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
})
