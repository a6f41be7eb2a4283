import { api } from './api.js'
import { element, fill, inBackground, showProblem } from './page.js'

const LIVE = new Set(['planned', 'running', 'waiting'])
const CHIP = { completed: 'good', failed: 'bad' }
let timer

export async function showBootstrap(role) {
  element('bootstrap').hidden = false
  element('run-start').hidden = role !== 'admin'
  element('run-start').addEventListener(
    'click',
    inBackground(() => change('/api/bootstrap')),
  )
  element('run-cancel').addEventListener(
    'click',
    inBackground(() => change('/api/bootstrap/cancel')),
  )
  element('run-cancel').dataset['role'] = role
  await refreshBootstrap()
}

async function change(path) {
  try {
    await api('POST', path)
  } catch (error) {
    showProblem(error)
  }
  await refreshBootstrap()
}

/** Live events say when to look; while a run lives a slow poll catches what they miss. */
export async function refreshBootstrap() {
  clearTimeout(timer)
  const { run, steps } = await api('GET', '/api/bootstrap')
  const live = run !== null && LIVE.has(run.status)
  showRun(run, steps, live)
  fill(element('steps'), steps.map(stepRow))
  if (live) timer = setTimeout(inBackground(refreshBootstrap), 2000)
}

function showRun(run, steps, live) {
  const chip = element('run-status')
  chip.textContent = run?.status ?? 'not fetched yet'
  chip.className = `chip ${CHIP[run?.status] ?? ''}`
  element('run-start').disabled = live
  element('run-cancel').hidden = !live || element('run-cancel').dataset['role'] !== 'admin'
  const ended = steps.filter((step) => step.status !== 'pending' && step.status !== 'running').length
  element('run-progress').value = live ? share(run, ended, steps) : Number(run !== null)
  element('run-figures').textContent = run === null ? 'Nothing was fetched yet.' : figures(run, ended, steps)
}

function share(run, ended, steps) {
  if (run.etaSeconds === null || run.startedAt === null) return ended / Math.max(1, steps.length)
  const spent = (Date.now() - Date.parse(run.startedAt)) / 1000
  return spent / Math.max(1, spent + run.etaSeconds)
}

function figures(run, ended, steps) {
  const parts = [`${run.records} records`, `${run.requests} requests`, `${ended} of ${steps.length} steps`]
  if (LIVE.has(run.status) && run.etaSeconds !== null) parts.push(`about ${Math.ceil(run.etaSeconds)} s left`)
  if (run.resumesAt) parts.push(`goes on at ${new Date(run.resumesAt).toLocaleTimeString()}`)
  return parts.join(' · ')
}

function stepRow(step) {
  const row = document.createElement('tr')
  for (const [text, className] of [
    [step.operationId, ''],
    [step.status, ''],
    [String(step.pages), 'number'],
    [String(step.records), 'number'],
    [step.reason ?? '', ''],
  ]) {
    const cell = document.createElement('td')
    cell.textContent = text
    cell.className = className
    row.append(cell)
  }
  return row
}
