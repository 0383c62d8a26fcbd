import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { RouteConfigEntry } from '@remix-run/route-config'
import ts from 'typescript'
import routes from '#app/routes.ts'
import { runCommand } from './command.ts'

// Every route with its file, its methods, and the right each method asks for: `session` for anybody
// signed in, `public` for everyone.
await runCommand(() => Promise.resolve(JSON.stringify(listRoutes(routes, '/'), null, 2)))

interface ListedRoute {
  path: string
  file: string
  methods: { GET?: string; POST?: string }
}

function listRoutes(entries: readonly RouteConfigEntry[], parent: string): ListedRoute[] {
  return entries.flatMap((entry) => {
    const at = path.posix.join(parent, entry.path ?? '')
    const own = { path: at, file: `app/${entry.file}`, methods: methodsOf(`app/${entry.file}`) }
    return [own, ...listRoutes(entry.children ?? [], at)]
  })
}

function methodsOf(file: string): ListedRoute['methods'] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const functions = functionsOf(source)
  const hasPage = source.statements.some(
    (statement) => ts.isExportAssignment(statement) || isDefault(statement),
  )
  const loader = functions.get('loader')
  const action = functions.get('action')
  return {
    ...(loader || hasPage ? { GET: loader ? rightOf(loader, functions) : 'public' } : {}),
    ...(action ? { POST: rightOf(action, functions) } : {}),
  }
}

/** The functions a module declares at its top, by name. */
function functionsOf(source: ts.SourceFile): Map<string, ts.Node> {
  const functions = new Map<string, ts.Node>()
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name) {
      functions.set(statement.name.text, statement)
    }
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer) functions.set(name.text, initializer)
    }
  }
  return functions
}

function isDefault(statement: ts.Statement): boolean {
  if (!ts.canHaveModifiers(statement)) return false
  const modifiers = ts.getModifiers(statement) ?? []
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
}

/** The right a function asks for, itself or in a function of the same module that it calls. */
function rightOf(start: ts.Node, functions: Map<string, ts.Node>): string {
  const asked = new Set<string>()
  const visited = new Set<ts.Node>()
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const name = node.expression.text
      const right = node.arguments[1]
      if (name === 'requireActor') asked.add(right && ts.isStringLiteral(right) ? right.text : '?')
      if (name === 'requireSession') asked.add('session')
      const called = functions.get(name)
      if (called && !visited.has(called)) {
        visited.add(called)
        visit(called)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(start)
  return [...asked].sort().join(' or ') || 'public'
}
