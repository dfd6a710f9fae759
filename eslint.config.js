import importX from 'eslint-plugin-import-x'
import checkFile from 'eslint-plugin-check-file'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import tseslint from 'typescript-eslint'

/** A room may import the rooms it is given here, itself, and packages. `from` a room not listed is an error. */
const rooms = {
  'lib/domain': [],
  'lib/engine': ['lib/domain'],
  'lib/executors': ['lib/domain', 'lib/engine/ports.ts'],
  'lib/db': ['lib/domain', 'lib/engine/ports.ts', 'lib/env.ts', 'lib/log.ts'],
  'lib/services': ['lib/domain', 'lib/db', 'lib/secrets.ts'],
  'lib/queries': ['lib/domain', 'lib/db'],
  'lib/worker': [
    'lib/secrets.ts',
    'lib/outside-systems.ts',
    'lib/engine',
    'lib/executors',
    'lib/db',
    'lib/domain',
    'lib/env.ts',
    'lib/log.ts',
  ],
  'lib/live': ['lib/domain', 'lib/db', 'lib/queries', 'lib/env.ts', 'lib/log.ts'],
  'lib/auth': ['lib/domain', 'lib/db', 'lib/queries', 'lib/services', 'lib/env.ts', 'lib/log.ts'],
  'lib/export': ['lib/domain', 'lib/db', 'lib/queries'],
  'lib/http': ['lib/domain', 'lib/auth', 'lib/services', 'lib/log.ts', 'lib/env.ts', 'lib/secrets.ts'],
  components: ['lib/domain'],
  app: [
    'lib/services',
    'lib/queries',
    'lib/http',
    'lib/auth',
    'lib/live',
    'lib/export',
    'lib/domain',
    'components',
    'lib/env.ts',
  ],
  cli: [
    'lib/secrets.ts',
    'lib/outside-systems.ts',
    'lib/worker',
    'lib/services',
    'lib/queries',
    'lib/domain',
    'lib/db',
    'lib/export',
    'lib/env.ts',
    'lib/log.ts',
  ],
  lab: [],
}

const top = ['app', 'components', 'lib', 'cli', 'lab', 'e2e', 'bench', 'instrumentation.ts']
const zones = Object.entries(rooms).map(([room, allowed]) => ({
  target: `./${room}`,
  from: room.startsWith('lib/')
    ? ['./app', './components', './lib', './cli', './lab', './e2e']
    : top.map((t) => `./${t}`),
  except: [],
  allowed: [room, ...allowed],
}))

/** `no-restricted-paths` takes what is forbidden; the table above says what is allowed, which is easier to read. */
const allRooms = [
  ...Object.keys(rooms),
  'lib/testing',
  'lib/env.ts',
  'lib/log.ts',
  'lib/secrets.ts',
  'lib/outside-systems.ts',
  'lib/start-systems.ts',
  'e2e',
  'bench',
]
const restricted = zones.map(({ target, allowed }) => ({
  target,
  from: allRooms.filter((r) => !allowed.some((a) => a === r || a.startsWith(`${r}/`))).map((r) => `./${r}`),
}))
const partial = [
  { target: './lib/executors', from: './lib/engine', except: ['./ports.ts'] },
  { target: './lib/db', from: './lib/engine', except: ['./ports.ts'] },
  // The union of all systems is made of them: a system that names it is a circle no type checker can follow.
  {
    target: './lib/domain/system/!(reference)/**',
    from: ['binding.ts', 'systems.ts', 'catalogue.ts', 'target.ts'].map((file) => `./lib/domain/system/${file}`),
  },
]

const useServer = 'ExpressionStatement[directive="use server"]'
const serverActions = { selector: useServer, message: 'Server actions live in app/**/actions.ts.' }
const machineClock = [
  'MemberExpression[object.name="Date"][property.name="now"]',
  'NewExpression[callee.name="Date"][arguments.length=0]',
  'CallExpression[callee.name="Date"]',
].map((selector) => ({
  selector,
  message: 'The time comes from the context, the clock port or the database: the clock of this machine may be wrong.',
}))
const unfinished = {
  selector: 'MemberExpression[object.name="Promise"][property.name=/^(all|race|any)$/]',
  message: 'Use finishAll: nothing goes on beside what begins once its owner has let go.',
}
/** What is awaited while a transaction is open speaks to it: a head that is locked waits for nobody else. */
const inTransaction = {
  selector:
    'CallExpression[callee.name="withTransaction"] > ArrowFunctionExpression AwaitExpression > CallExpression:not(:has(Identifier[name=/^(tx|append)$/]))',
  message: 'Nothing is awaited in a transaction but the transaction itself: read the world before it, and pass it in.',
}
const network = ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'undici']
/** What only the hands of a system know, and load at first use: an SDK costs whoever imports it tens of megabytes. */
const sdks = ['@aws-sdk/*', '@smithy/*', '@kubernetes/*', '@slack/*']
const knowsSdk = ['lib/executors/*/client.ts', 'lib/executors/*/executors.ts', 'lib/executors/aws/**']
const noSdk = { group: sdks, message: 'Only client.ts of a system in lib/executors knows an SDK.' }
const sdkAtUse = {
  selector: 'ImportExpression[source.value=/^@(aws-sdk|smithy|kubernetes|slack)\\//]',
  message: noSdk.message,
}
/** What reaches the world: nothing of it in what is pure. */
const outside = {
  group: ['node:*', '!node:crypto', 'pg', '@prisma/*', 'pino', 'next', 'next/*'],
  message: 'Pure: what comes from outside is an argument, or a port.',
}

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      '.next*',
      '.breakwater',
      'lib/db/generated',
      'next-env.d.ts',
      'test-results',
      'playwright-report',
    ],
  },
  ...tseslint.configs.recommended,
  {
    plugins: { 'import-x': importX, 'check-file': checkFile },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones: [...restricted, ...partial] }],
      'max-lines': ['error', { max: 300 }],
      'check-file/filename-naming-convention': [
        'error',
        { '**/*.{ts,tsx}': 'KEBAB_CASE' },
        { ignoreMiddleExtensions: true },
      ],
      'no-console': 'error',
      // Every server action is a POST that anybody may send: they are where the enumeration looks for them.
      'no-restricted-syntax': ['error', serverActions, inTransaction, sdkAtUse],
      'no-restricted-imports': ['error', { patterns: [noSdk] }],
    },
  },
  {
    // Where transactions are written nothing can reach the network but the database's own client.
    files: ['lib/db/**', 'lib/services/**', 'lib/domain/**'],
    ignores: ['**/*.test.ts', 'lib/db/embedded/**'],
    rules: {
      'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'EventSource'],
      'no-restricted-imports': [
        'error',
        { paths: network.flatMap((name) => [name, `node:${name}`]), patterns: [noSdk] },
      ],
    },
  },
  {
    files: ['lib/domain/**'],
    ignores: ['**/*.test.ts', 'lib/domain/plan/fixtures/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noSdk, outside] }] },
  },
  {
    // The browser's own parts of the framework are theirs.
    files: ['components/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [noSdk, { ...outside, group: ['node:*', 'pg', '@prisma/*', 'pino'] }] },
      ],
    },
  },
  {
    files: ['lib/engine/**'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [noSdk, { ...outside, group: [...outside.group, '!node:events'] }] },
      ],
    },
  },
  {
    // Types cost nothing.
    files: ['lib/executors/**'],
    ignores: ['**/*.test.ts', ...knowsSdk],
    rules: {
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ ...noSdk, allowTypeImports: true }] }],
    },
  },
  {
    files: ['lib/executors/**', 'lib/engine/**', 'lib/queries/**', 'lib/live/**', 'lib/services/**'],
    ignores: ['**/*.test.ts', 'lib/executors/check/**'],
    rules: { 'no-restricted-syntax': ['error', serverActions, inTransaction, sdkAtUse, ...machineClock] },
  },
  {
    // What fails beside others must not leave them at work behind the back of who began them.
    files: ['lib/engine/**'],
    ignores: ['**/*.test.ts', 'lib/engine/finish-all.ts'],
    rules: { 'no-restricted-syntax': ['error', serverActions, inTransaction, sdkAtUse, ...machineClock, unfinished] },
  },
  {
    files: knowsSdk,
    rules: {
      'no-restricted-syntax': ['error', serverActions, inTransaction, ...machineClock],
      'no-restricted-imports': 'off',
    },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'e2e/**', 'bench/**', 'lib/testing/**'],
    rules: {
      'max-lines': ['error', { max: 600 }],
      'import-x/no-restricted-paths': 'off',
      'no-restricted-imports': 'off',
      // A test of what happens while a transaction is open has to wait in it.
      'no-restricted-syntax': ['error', serverActions],
    },
  },
  // The lab's own tests speak to it as the product does.
  { files: ['lab/**/testing/**'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['app/**/actions.ts'], rules: { 'no-restricted-syntax': ['error', inTransaction] } },
  {
    files: ['cli/**/*.js', 'cli/terminal.ts', 'lab/**', 'bench/**', 'e2e/serve-stack.ts', '*.js'],
    rules: { 'no-console': 'off' },
  },
)
