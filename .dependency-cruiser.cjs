/** Import borders: features -> connectors -> platform -> storage -> shared. The map is in ARCHITECTURE.md. */
const rule = (name, from, to) => ({ name, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule('shared-is-a-leaf', { path: '^server/shared/' }, { path: '^server/(?!shared/)' }),
    rule('storage-knows-only-shared', { path: '^server/storage/' }, { path: '^server/(?!storage/|shared/)' }),
    rule('config-knows-only-shared', { path: '^server/config/' }, { path: '^server/(?!config/|shared/)' }),
    rule(
      'platform-knows-no-feature',
      { path: '^server/platform/' },
      { path: '^server/(features|connectors|sandbox)/' },
    ),
    rule(
      'connectors-know-no-feature',
      { path: '^server/connectors/' },
      { path: '^server/(features|sandbox)/' },
    ),
    rule(
      'features-do-not-meet',
      { path: '^server/features/([^/]+)/' },
      { path: '^server/features/', pathNot: '^server/features/$1/' },
    ),
    rule(
      'modules-enter-by-the-door',
      { path: '^server/(platform|connectors|features)/([^/]+)/' },
      { path: '^server/(platform|connectors|features)/[^/]+/', pathNot: ['^server/$1/$2/', '/index\\.ts$'] },
    ),
    rule('client-needs-nothing', { path: '^client/' }, { path: ['^server/', 'node_modules/'] }),
    rule(
      'client-is-for-the-command',
      { path: '^server/', pathNot: '^server/features/task-upsert/push/' },
      { path: '^client/' },
    ),
    rule(
      'app-enters-by-the-door',
      { path: '^server/[^/]+\\.ts$' },
      { path: '^server/(platform|connectors|features)/[^/]+/', pathNot: '/index\\.ts$' },
    ),
    rule(
      'sandbox-is-for-the-demo',
      { path: '^server/', pathNot: '^server/(sandbox/|demo(-services|-pages)?\\.ts$)' },
      { path: '^server/sandbox/' },
    ),
    rule(
      'sql-only-in-stores',
      {
        path: '^server/',
        pathNot: ['^server/storage/', '\\.store\\.ts$', '^server/(app|commands|main)\\.ts$'],
      },
      { path: 'node_modules/(kysely|pg|@electric-sql)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'http-framework-only-at-the-edge',
      {
        path: '^server/',
        pathNot: ['\\.routes\\.ts$', '^server/platform/http/', '^server/app\\.ts$', '^server/sandbox/'],
      },
      { path: 'node_modules/(fastify|@fastify)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'undici-only-outbound',
      { path: '^server/', pathNot: ['^server/platform/outbound/', '^server/sandbox/'] },
      { path: 'node_modules/undici/' },
    ),
    rule(
      'nodemailer-only-in-mail',
      { path: '^server/', pathNot: '^server/platform/mail/' },
      { path: 'node_modules/nodemailer/' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
}
