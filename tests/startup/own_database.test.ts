import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connection, embeddedPlaces } from '#db/connection.ts'
import { type EmbeddedServer, startEmbedded } from '#db/embedded.ts'
import { runToEnd } from '#tests/setup/command.ts'
import { type RunningServer, newDataDir, removeDataDir, startServer } from '#tests/setup/server.ts'

/** A PostgreSQL of one's own, whose database belongs to somebody who is no superuser. */
const serverDir = newDataDir()
const dataDir = newDataDir()
let postgres: EmbeddedServer
let running: RunningServer
let url: string

beforeAll(async () => {
  process.env['DATA_DIR'] = serverDir
  postgres = await startEmbedded()
  const client = new pg.Client(connection('migrator', 'postgres'))
  await client.connect()
  await client.query('create role keeper login createrole')
  await client.query('create database tracker owner keeper')
  await client.end()
  const socket = encodeURIComponent(embeddedPlaces().socket)
  url = `postgres://keeper@localhost/tracker?host=${socket}`
  running = await startServer({ dataDir, environment: { DATABASE_URL: url } })
})

afterAll(async () => {
  await running.stop()
  await postgres.stop()
  removeDataDir(serverDir)
  removeDataDir(dataDir)
})

const command = (name: string, ...flags: string[]) =>
  runToEnd([`app/commands/${name}.ts`, ...flags], {
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    APP_ORIGIN: running.origin,
  })

const post = (address: string, form: Record<string, string>) =>
  fetch(address, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: running.origin },
    body: new URLSearchParams({ idempotencyKey: crypto.randomUUID(), ...form }),
  })

test('nothing of the sample is in it, and no account is offered', async () => {
  const page = await (await fetch(`${running.origin}/sign-in`)).text()
  expect(page).toContain('Sign in')
  expect(page).not.toContain('Look around as')
  expect(page).not.toContain('Sample data')
  expect(await command('accounts_json')).toMatchObject({ status: 1, stdout: '' })
  expect(await command('db_reset')).toMatchObject({ status: 1, stdout: '' })
})

test('the first administrator is invited once, sets a password and manages people', async () => {
  const email = 'first.administrator@agency.example.gov'
  const invited = await command('admin_invite', '--email', email)
  expect(invited).toMatchObject({ status: 0, stderr: '' })
  const link = invited.stdout.trim()
  const [letter = ''] = readdirSync(path.join(dataDir, 'mail'))
  const mail = readFileSync(path.join(dataDir, 'mail', letter), 'utf8').replaceAll('=\r\n', '')
  expect(mail).toContain(link)
  const again = await command('admin_invite', '--email', 'second@agency.example.gov')
  expect(again).toMatchObject({ status: 1, stdout: '' })

  expect(await (await fetch(link)).text()).toContain('Join SETI administration')
  const password = 'seven quiet herons wade'
  const joined = await post(link, {
    name: 'Wanda Ames',
    password,
    passwordAgain: password,
  })
  expect([joined.status, joined.headers.get('location')]).toEqual([302, '/welcome'])
  const cookie = joined.headers.get('set-cookie')?.split(';')[0] ?? ''
  const people = await (await fetch(`${running.origin}/people`, { headers: { cookie } })).text()
  expect(people).toContain('Wanda Ames')
  expect(people).toContain('Invite a person')

  const signedIn = await post(`${running.origin}/sign-in`, { email, password })
  expect(signedIn.headers.get('location')).toBe('/today')
  expect((await command('admin_invite', '--email', 'third@agency.example.gov')).stderr).toMatch(
    /There is an administrator already/,
  )
  expect((await command('audit_verify')).stdout).toMatch(/^Whole/)
})
