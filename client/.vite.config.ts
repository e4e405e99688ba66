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

export default defineConfig({
  plugins: [react(), contractWithoutSchemas(), compression({ algorithms: ['brotliCompress', 'gzip'], include: /\.(js|css|svg|html)$/ })],
  build: { target: 'es2023', manifest: true, reportCompressedSize: false },
})
