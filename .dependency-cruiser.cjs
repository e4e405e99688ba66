/**
 * The import rules of the README's map. Lower layers never know higher ones, so a reader can follow a request downwards without surprises.
 * @type {import('dependency-cruiser').IConfiguration}
 */
const mechanisms = 'db|auth|audit|mail|http|collab|jobs'
const leaves = '^server/src/(config|log|context|startError|liveResource)\\.ts$'
const nouns = `^server/src/(?!(${mechanisms})/)[a-z]+/`

module.exports = {
  forbidden: [
    {
      name: 'shared-stands-alone',
      severity: 'error',
      comment: 'shared is the common language: it imports nothing of ours',
      from: { path: '^shared/' },
      to: { path: '^(server|client|tests)/' },
    },
    {
      name: 'shared-runs-anywhere',
      severity: 'error',
      comment: 'no React, Node or Prisma in shared',
      from: { path: '^shared/' },
      to: { path: 'node_modules/(react|@prisma)/', dependencyTypesNot: ['type-only'] },
    },
    { name: 'shared-without-node', severity: 'error', from: { path: '^shared/' }, to: { dependencyTypes: ['core'] } },
    { name: 'client-and-server-never-meet', severity: 'error', from: { path: '^client/' }, to: { path: '^(server|tests)/' } },
    { name: 'server-and-client-never-meet', severity: 'error', from: { path: '^server/' }, to: { path: '^(client|tests)/' } },
    {
      name: 'leaves-import-types-only',
      severity: 'error',
      from: { path: leaves },
      to: { path: `^server/src/(${mechanisms})/|${nouns}`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'database-at-the-bottom',
      severity: 'error',
      comment: 'db and audit know no mechanism above them',
      from: { path: '^server/src/(db|audit)/' },
      to: { path: `^server/src/(auth|mail|http|collab|jobs)/|${nouns}` },
    },
    {
      name: 'auth-below-http',
      severity: 'error',
      from: { path: '^server/src/(auth|mail)/' },
      to: { path: `^server/src/(http|collab|jobs)/|${nouns}` },
    },
    {
      name: 'http-below-nouns',
      severity: 'error',
      from: { path: '^server/src/http/' },
      to: { path: `^server/src/(collab|jobs)/|${nouns}` },
    },
    {
      name: 'nouns-below-the-live-world',
      severity: 'error',
      comment: 'a noun reaches the live world as ctx.live',
      from: { path: nouns },
      to: { path: '^server/src/(collab|jobs)/' },
    },
    {
      name: 'services-know-no-http',
      severity: 'error',
      comment: 'only routes.ts of a noun imports http',
      from: { path: nouns, pathNot: '/routes\\.ts$' },
      to: { path: '^server/src/http/', pathNot: '^server/src/http/paging\\.ts$' },
    },
    {
      name: 'only-db-opens-prisma',
      severity: 'error',
      comment: 'rows are reached through withTenant or identity',
      from: { path: '^server/src', pathNot: '^server/src/db/' },
      to: { path: '^node_modules/@prisma/' },
    },
    {
      name: 'only-sessions-knows-lucia',
      severity: 'error',
      from: { path: '^server/src', pathNot: '^server/src/auth/sessions\\.ts$' },
      to: { path: '^node_modules/lucia/' },
    },
    {
      name: 'client-without-schemas',
      severity: 'error',
      comment:
        'zod and the schemas of the contract would be a tenth of the first page; what the client needs of them at run time stands in files of its own',
      from: { path: '^client/src' },
      to: { path: '^shared/src/.+contract\\.ts$|^node_modules/zod/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-routes-import-pages',
      severity: 'error',
      from: { path: '^client/src', pathNot: '^client/src/[a-z]+/routes\\.ts$' },
      to: { path: 'Page\\.tsx$' },
    },
    { name: 'ui-knows-no-noun', severity: 'error', from: { path: '^client/src/ui/' }, to: { path: '^client/src/(?!ui/|api/)' } },
    {
      name: 'a-document-knows-its-parts',
      severity: 'error',
      comment:
        'a document is made of versions, what every live room shows, sections, and the live connection; each knows those behind it only',
      from: { path: '^client/src/(versions|rooms|sections|collab)/' },
      to: { path: '^client/src/documents/' },
    },
    {
      name: 'rooms-know-no-versions',
      severity: 'error',
      from: { path: '^client/src/(rooms|sections|collab)/' },
      to: { path: '^client/src/versions/' },
    },
    {
      name: 'sections-know-no-rooms',
      severity: 'error',
      from: { path: '^client/src/(sections|collab)/' },
      to: { path: '^client/src/rooms/' },
    },
    {
      name: 'the-connection-knows-no-section',
      severity: 'error',
      from: { path: '^client/src/collab/' },
      to: { path: '^client/src/sections/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^virtual:|\\.css$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(generated|dist|node_modules/\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
  },
}
