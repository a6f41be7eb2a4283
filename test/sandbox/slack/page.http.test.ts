import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { SlackSandbox } from '../../../server/sandbox/slack/index.ts'
import { actions, askSlack, button, startSlack } from '../../support/slack-caller.ts'

let sandbox: SlackSandbox
let app: Server
let clicks = 0
beforeAll(async () => {
  sandbox = await startSlack()
  app = createServer((request, response) => {
    clicks += 1
    request.resume().on('end', () => void response.end())
  })
  await new Promise<void>((resolve) => void app.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  await sandbox.stop()
  app.closeAllConnections()
  await new Promise((resolve) => app.close(resolve))
})

const show = async (path = '/') => (await fetch(sandbox.origin + path)).text()
const post = (body: object) =>
  askSlack(sandbox, 'POST chat.postMessage', { body: { channel: sandbox.channels.claims, ...body } })
const fieldIn = (page: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''

describe('the page of the fake Slack', () => {
  it('shows messages as text, whatever is in them', async () => {
    const { id } = sandbox.user('Noor <Guest> & Co')
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: '<script>alert(1)</script>' } },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: '*Bold* <https://a.example/?a=1&amp;b=2|a &lt;b&gt;> <javascript:alert(1)|x>',
        },
      },
    ]
    await post({ text: 'x', blocks })
    sandbox.say('claims', id, '<img src=x onerror=alert(1)>')
    const page = await show()

    expect(page).toContain('<h3>&lt;script&gt;alert(1)&lt;/script&gt;</h3>')
    expect(page).toContain('<b>Bold</b>')
    expect(page).toMatch(
      /<a href="https:\/\/a\.example\/\?a=1&amp;b=2" rel="noreferrer"\s*>a &lt;b&gt;<\/a\s*>/,
    )
    expect(page).toContain('Noor &lt;Guest&gt; &amp; Co')
    expect(page).not.toMatch(/<script|<img|href="javascript/i)
  })

  it('forbids scripts, and is not in the log of requests', async () => {
    const { headers } = await fetch(sandbox.origin)

    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    expect(sandbox.requests.matching(/^GET \/$/)).toEqual([])
  })

  it('clicks as the person who was chosen, and shows what became of it', async () => {
    const { id } = sandbox.user('Lena Lindqvist')
    await post({
      text: 'x',
      blocks: [
        actions(button('claim_task', { style: 'primary' }), button('b', { url: 'https://a.example/' })),
      ],
    })
    const page = await show(`/?channel=${sandbox.channels.claims}&as=${id}`)
    const form = new URLSearchParams(
      ['channel', 'ts', 'as', 'action'].map((name): [string, string] => [name, fieldIn(page, name)]),
    )
    const click = () => fetch(`${sandbox.origin}/click`, { method: 'POST', body: form, redirect: 'manual' })
    await click()
    await vi.waitFor(async () => expect(await show()).toContain('has no Request URL'))
    sandbox.setRequestUrl(`http://127.0.0.1:${(app.address() as AddressInfo).port}/`)
    const { status, headers } = await click()

    expect([status, headers.get('location')]).toEqual([303, `/?channel=${sandbox.channels.claims}&as=${id}`])
    expect(form.get('as')).toBe(id)
    expect(page).toContain('<a class="button" href="https://a.example/"')
    await vi.waitFor(async () => expect(await show()).toContain('The app took the click'))
    expect(clicks).toBe(1)
  })

  it('shows whispers to the person who was told, and to nobody else', async () => {
    const [one, other] = [sandbox.user('Lena Lindqvist'), sandbox.user('Amara Okafor')]
    const body = { channel: sandbox.channels.claims, user: one.id, text: 'Only for Lena' }
    await askSlack(sandbox, 'POST chat.postEphemeral', { body })

    expect(await show(`/?as=${one.id}`)).toContain('Only for Lena')
    expect(await show(`/?as=${other.id}`)).not.toContain('Only for Lena')
  })
})
