import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = path.resolve('.')

interface Import {
  from: string
  isType: boolean
}

const files = ['app', 'db', 'migrations'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
)

const sources = new Map(
  files.map((file) => [
    file,
    ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true),
  ]),
)

/** What a file takes from where: rooms by their path from the top, packages by their name. */
function importsOf(file: string): Import[] {
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const bindings = node.importClause?.namedBindings
      const isType =
        node.importClause?.isTypeOnly === true ||
        (bindings !== undefined &&
          ts.isNamedImports(bindings) &&
          node.importClause?.name === undefined &&
          bindings.elements.every((element) => element.isTypeOnly))
      found.push({ from: placeOf(file, node.moduleSpecifier.text), isType })
    }
    if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      found.push({ from: placeOf(file, node.moduleSpecifier.text), isType: node.isTypeOnly })
    }
    if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      node.arguments[0] &&
      ts.isStringLiteral(node.arguments[0])
    ) {
      found.push({ from: placeOf(file, node.arguments[0].text), isType: false })
    }
    ts.forEachChild(node, visit)
  }
  const source = sources.get(file)
  if (source) visit(source)
  return found
}

function placeOf(file: string, specifier: string): string {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (specifier.startsWith('.')) return path.join(path.dirname(file), specifier)
  return specifier
}

/** Which room of the house a place is in; a package is a room of its own name. */
function roomOf(place: string): string {
  const rooms = ['app/domain', 'app/components', 'app/routes', 'app/jobs', 'app/commands']
  const room = rooms.find((one) => place.startsWith(`${one}/`))
  if (room) return room
  for (const folder of ['app', 'db', 'migrations'])
    if (place.startsWith(`${folder}/`)) return folder
  return place
}

const purePackages = ['zod/mini', 'csv-stringify/sync']
const queuePackages = ['graphile-worker', 'rate-limiter-flexible', 'lucia', 'csv-parse/sync']

const mayImport: Record<string, { rooms: string[]; types?: string[] }> = {
  'app/domain': { rooms: ['app/domain', ...purePackages] },
  db: {
    rooms: [
      'db',
      'app/domain',
      'kysely',
      'kysely/helpers/postgres',
      'pg',
      'pg-copy-streams',
      ...purePackages,
      ...queuePackages,
    ],
  },
  migrations: { rooms: ['kysely'] },
  'app/components': {
    rooms: [
      'app/components',
      'app/domain',
      'react',
      '@remix-run/react',
      'app/paths.ts',
      'app/form.tsx',
      ...purePackages,
    ],
    types: ['db', 'app'],
  },
  'app/jobs': {
    rooms: [
      'app/jobs',
      'app/domain',
      'db',
      'app',
      'graphile-worker',
      'nodemailer',
      ...purePackages,
    ],
  },
}

describe('who may import whom', () => {
  test.each(Object.entries(mayImport))('%s takes only from the rooms below it', (room, allowed) => {
    const strays = files
      .filter((file) => roomOf(file) === room)
      .flatMap((file) =>
        importsOf(file)
          .filter(({ from, isType }) => {
            const place = roomOf(from)
            if (from.startsWith('node:')) return room === 'app/domain' || room === 'app/components'
            if (allowed.rooms.includes(place) || allowed.rooms.includes(from)) return false
            return !(isType && allowed.types?.includes(place))
          })
          .map(({ from }) => `${file} takes ${from}`),
      )
    expect(strays).toEqual([])
  })

  test('a route is imported by nobody', () => {
    const strays = files.flatMap((file) =>
      importsOf(file)
        .filter(({ from }) => from.startsWith('app/routes/'))
        .map(({ from }) => `${file} takes ${from}`),
    )
    expect(strays).toEqual([])
  })

  test('only the rooms of the server speak to the database', () => {
    const strays = files
      .filter(
        (file) =>
          file.startsWith('app/') && !/^app\/(routes|jobs|commands)\/|\.server\.tsx?$/.test(file),
      )
      .flatMap((file) =>
        importsOf(file)
          .filter(
            ({ from, isType }) =>
              !isType && (from.startsWith('db/') || from === 'pg' || from === 'kysely'),
          )
          .map(({ from }) => `${file} takes ${from}`),
      )
    expect(strays).toEqual([])
  })
})

describe('the house', () => {
  test('has no catch-all rooms', () => {
    const rooms = files.filter((file) =>
      /(^|\/)(utils?|helpers?|lib|misc|common|constants|services?|types)(\/|\.tsx?$)/.test(file),
    )
    expect(rooms).toEqual([])
  })

  test('has no inline styles, which the security policy would refuse', () => {
    const styled = files.filter(
      (file) => file.endsWith('.tsx') && /\sstyle=/.test(readFileSync(file, 'utf8')),
    )
    expect(styled).toEqual([])
  })

  test('sends no SQL to the browser', () => {
    const assets = 'build/client/assets'
    expect(existsSync(assets)).toBe(true)
    const leaks = readdirSync(assets)
      .filter((file) => file.endsWith('.js'))
      .filter((file) =>
        /selectFrom|insertInto|kysely|DATABASE_URL/.test(
          readFileSync(path.join(assets, file), 'utf8'),
        ),
      )
    expect(leaks).toEqual([])
  })
})

/** Pages that ask for nobody: what one sees before signing in, and what machines ask. */
const publicRoutes = [
  'app/routes/about.tsx',
  'app/routes/account/forgot_password.tsx',
  'app/routes/account/invitation.tsx',
  'app/routes/account/reset_password.tsx',
  'app/routes/account/sign_in.tsx',
  'app/routes/account/sign_out.tsx',
  'app/routes/calendar/feed.ts',
  ...[
    'home',
    'models',
    'model',
    'support',
    'findings',
    'finding',
    'claims',
    'claim',
    'ladders',
    'synthesis',
    'value',
    'ratings',
    'county_health',
    'questions',
    'framework',
    'prices',
    'studies',
    'study',
  ].map((page) => `app/routes/evidence/${page}.tsx`),
  'app/routes/evidence/findings_csv.ts',
  'app/routes/evidence/framework_csv.ts',
  'app/routes/evidence/prices_csv.ts',
  'app/routes/evidence/study_csv.ts',
  'app/routes/evidence/synthesis_csv.ts',
  'app/routes/health/livez.ts',
  'app/routes/health/readyz.ts',
  'app/routes/home.ts',
  'app/routes/missing.tsx',
  'app/routes/practice/library.tsx',
  'app/routes/reviews/file.ts',
  'app/routes/reviews/review.tsx',
]

const asking = /\b(requireActor|requireSession)\(/

test('every loader and action asks for its actor, except where nobody is asked', () => {
  const forgetful = files
    .filter((file) => file.startsWith('app/routes/') && !publicRoutes.includes(file))
    .flatMap((file) =>
      exportedFunctions(file)
        .filter(({ name, text }) => ['loader', 'action'].includes(name) && !asks(file, text))
        .map(({ name }) => `${file} ${name}`),
    )
  expect(forgetful).toEqual([])
})

/** Directly, or through a function of its own file. */
function asks(file: string, text: string): boolean {
  if (asking.test(text)) return true
  return localFunctions(file).some(
    ({ name, text: body }) => asking.test(body) && new RegExp(`\\b${name}\\(`).test(text),
  )
}

test('every exported write takes an actor who was permitted it, or a visitor, the loader or a job', () => {
  const writes = /\b(insertInto|updateTable|deleteFrom|writeOnce)\(/
  const trusted = /\b(Permitted<|SystemPermitted<|Visitor\b|SystemActor\b|Trx\b)/
  const open = files
    .filter(
      (file) =>
        file.startsWith('db/') && !/^db\/(reference|cast)\//.test(file) && !unowned.includes(file),
    )
    .flatMap((file) =>
      exportedFunctions(file)
        .filter(({ text, signature }) => writes.test(text) && !trusted.test(signature))
        .map(({ name }) => `${file} ${name}`),
    )
  // A mailed link is its own permission; the job that sends it makes its token.
  expect(open).toEqual([
    'db/invitation_links.ts openInvitation',
    'db/invitation_links.ts acceptInvitation',
    'db/studies/draft_reviews.ts openReview',
  ])
})

/** Bookkeeping of sessions, links and keys, which no right covers. */
const unowned = [
  'db/accounts.ts',
  'db/cast.ts',
  'db/password_resets.ts',
  'db/sessions.ts',
  'db/sign_in_limits.ts',
  'db/write.ts',
]

function exportedFunctions(file: string) {
  return functionsOf(file).filter(({ isExported }) => isExported)
}

function localFunctions(file: string) {
  return functionsOf(file).filter(({ isExported }) => !isExported)
}

function functionsOf(file: string) {
  const source = sources.get(file)
  return (source?.statements ?? []).flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) || !statement.name) return []
    const isExported =
      statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
    const text = statement.getText()
    const signature = statement.parameters.map((parameter) => parameter.getText()).join(', ')
    return [{ name: statement.name.text, text, signature, isExported }]
  })
}
