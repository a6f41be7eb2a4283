import { api, Problem } from './api.js'
import { clearProblem, element, fill, inBackground, showProblem } from './page.js'

let operations = []
let chosen

export async function showStudio() {
  element('studio').hidden = false
  operations = (await api('GET', '/api/operations')).items
  element('search').addEventListener('input', showList)
  element('call').addEventListener('submit', inBackground(submit))
  element('dry-run').addEventListener(
    'click',
    inBackground(() => send(true)),
  )
  showList()
}

function showList() {
  const words = element('search').value.toLowerCase().split(/\s+/).filter(Boolean)
  const found = operations.filter((operation) => {
    const text = [
      operation.method,
      operation.path,
      operation.operationId,
      operation.summary,
      ...operation.tags,
    ]
      .join(' ')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
  element('count').textContent = `${found.length} of ${operations.length} operations`
  fill(element('operations'), found.map(listItem))
}

function listItem(operation) {
  const item = document.createElement('li')
  const button = document.createElement('button')
  button.type = 'button'
  if (operation.operationId === chosen?.operationId && operation.connector === chosen?.connector)
    button.setAttribute('aria-current', 'true')
  const method = document.createElement('span')
  method.className = 'method'
  method.textContent = operation.method
  const path = document.createElement('small')
  path.textContent = operation.path
  button.append(method, operation.summary, path)
  button.addEventListener(
    'click',
    inBackground(() => choose(operation)),
  )
  item.append(button)
  return item
}

async function choose(operation) {
  try {
    clearProblem()
    chosen = await api(
      'GET',
      `/api/operations/${encodeURIComponent(operation.connector)}/${encodeURIComponent(operation.operationId)}`,
    )
  } catch (error) {
    showProblem(error)
    return
  }
  element('call').hidden = false
  element('result').hidden = true
  element('call-title').textContent = chosen.summary
  element('call-line').textContent = `${chosen.method} ${chosen.path}`
  fill(
    element('parameters'),
    chosen.parameters.filter((parameter) => parameter.name !== 'workspaceId').map(parameterField),
  )
  element('body-label').hidden = !chosen.requestBody
  element('body').value = chosen.requestBody ? '{\n}' : ''
  element('all-pages-label').hidden = !chosen.pagination || chosen.pagination.kind === 'none'
  element('all-pages').checked = false
  showList()
  element('call-title').focus()
}

function parameterField(parameter) {
  const label = document.createElement('label')
  label.textContent = `${parameter.name} (${parameter.in}${parameter.required ? ', required' : ''}) `
  const input = parameter.schema?.enum ? selectOf(parameter.schema.enum) : document.createElement('input')
  input.name = parameter.name
  input.dataset['in'] = parameter.in
  input.required = parameter.required
  if (parameter.schema?.default !== undefined) input.placeholder = String(parameter.schema.default)
  label.append(input)
  return label
}

function selectOf(values) {
  const select = document.createElement('select')
  fill(
    select,
    ['', ...values].map((value) => new Option(String(value), String(value))),
  )
  return select
}

function readForm() {
  const input = { connector: chosen.connector, operationId: chosen.operationId }
  const places = { path: 'path', query: 'query', header: 'headers' }
  for (const field of element('parameters').querySelectorAll('[name]')) {
    const place = places[field.dataset['in']]
    if (field.value !== '' && place) input[place] = { ...input[place], [field.name]: field.value }
  }
  if (chosen.requestBody && element('body').value.trim() !== '')
    input.body = JSON.parse(element('body').value)
  if (element('all-pages').checked) input.allPages = true
  return input
}

async function submit(event) {
  event.preventDefault()
  await send(false)
}

async function send(dryRun) {
  clearProblem()
  element('send').disabled = true
  try {
    showAnswer(await api('POST', '/api/calls', { ...readForm(), ...(dryRun ? { dryRun: true } : {}) }))
  } catch (error) {
    if (error instanceof Problem) showRefusal(error.problem)
    else
      showProblem(error instanceof SyntaxError ? new Error(`The body is not JSON: ${error.message}`) : error)
  } finally {
    element('send').disabled = false
  }
}

function showAnswer(answer) {
  element('result').hidden = false
  const { status } = answer
  element('result-line').textContent =
    status === undefined || status === null
      ? 'This would be sent; nothing was.'
      : `Status ${status} · ${answer.durationMs} ms · ${answer.pages} page(s) · ${answer.attempts} attempt(s)`
  fill(element('violations'), [])
  showDrift(answer.violations ?? [])
  element('answer').textContent = JSON.stringify(
    status === undefined || status === null ? answer.request : answer.body,
    null,
    2,
  )
}

/** Where the answer differs from the document: worth knowing, never an error. */
function showDrift(differences) {
  element('drift').hidden = differences.length === 0
  element('drift-count').textContent =
    `The answer differs from the document in ${differences.length} place(s)`
  fill(
    element('differences'),
    differences.map((difference) => listText(`${difference.pointer}: ${difference.message}`)),
  )
}

function showRefusal(problem) {
  showDrift([])
  element('result').hidden = false
  element('result-line').textContent = `${problem.title}: ${problem.detail}`
  fill(
    element('violations'),
    (problem.violations ?? []).map((violation) =>
      listText(`${violation.in} ${violation.pointer}: ${violation.message}`),
    ),
  )
  element('answer').textContent = ''
}

function listText(text) {
  const item = document.createElement('li')
  item.textContent = text
  return item
}
