// A form with data-autosave sends what is typed to the site: as a new idea (data-begin), which is a draft as soon as it
// can be one, then to its working copy (data-working-copy). It says when it was saved, who else has the editor open
// (data-writers), and what came between.
// What could not be sent stays in the browser (keep.js), and is sent as soon as it can be.
(() => {
  const PAUSE = 1200
  const BEAT = 20000
  const RETRY = 4000
  const form = document.querySelector('form[data-autosave]')
  if (!form) return
  const state = form.querySelector('[data-state]')
  const reader = document.documentElement.dataset.reader
  let typed = 0
  let saved = 0
  let isBusy = false
  let isStopped = false
  let isRenewed = false
  let underway
  let timer
  let saidAt = ''

  const hidden = (name) => form.querySelector(`input[type="hidden"][name="${name}"]`)
  const part = (name) => form.querySelector(`[data-trouble="${name}"]`)
  const fill = (words, ...values) => values.reduce((text, value) => text.replace('{}', value), words)
  const say = (words) => {
    if (state.textContent !== words) state.textContent = words
  }

  const trouble = (name, ...values) => {
    for (const other of form.querySelectorAll('[data-trouble]')) other.hidden = other.dataset.trouble !== name
    const words = name && part(name).querySelector('[data-words]')
    if (words) words.textContent = fill(words.dataset.words, ...values)
    if (name) say(state.dataset.typed)
  }

  const refused = (words) => {
    trouble(null)
    say(words || state.dataset.typed)
  }

  const ask = (address, method, body) =>
    fetch(address, { method, body, redirect: 'manual', headers: { Accept: 'application/json', 'X-Reader': reader } })

  const read = async (answer) => {
    const isJson = (answer.headers.get('Content-Type') || '').includes('json')
    return isJson ? answer.json() : null
  }

  const beside = (names) => {
    const place = form.querySelector('[data-beside]')
    place.hidden = !names?.length
    if (names?.length) place.querySelector('span').textContent = fill(place.dataset.words, names.join(', '))
  }

  const learn = (known) => {
    for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = known.token
    if (known.writers) beside(known.writers)
  }

  // The draft exists now: this page becomes its editor.
  const settle = (known) => {
    form.dispatchEvent(new CustomEvent('keep:done', { bubbles: true }))
    form.querySelector('[data-begun]')?.remove()
    const key = `idea-${known.idea}`
    Object.assign(form.dataset, { keep: key, idea: known.idea, workingCopy: known.addresses.working_copy, writers: known.addresses.writers })
    hidden('kept').value = key
    form.action = known.addresses.edit
    history.replaceState(null, '', known.addresses.edit)
  }

  const later = (pause) => {
    clearTimeout(timer)
    timer = setTimeout(save, pause)
  }

  const done = (known, version) => {
    isRenewed = false
    trouble(null)
    learn(known)
    hidden('read_at').value = known.read_at
    if (known.address) history.replaceState(null, '', known.address)
    saidAt = fill(state.dataset.saved, known.at)
    // What began a draft may have been an older text than the one that stands here now.
    saved = known.idea ? -1 : version
    if (known.idea) settle(known)
    if (saved === typed) {
      form.dispatchEvent(new CustomEvent('keep:done', { bubbles: true }))
      say(known.notice || saidAt)
    } else later(known.idea ? 0 : PAUSE)
  }

  const conflict = (known) => {
    isStopped = true
    trouble('conflict', known?.changed_by || '', known?.changed_at || '')
  }

  // A token of before signing in again is refused; the site gives another one to whoever is signed in.
  const renew = async () => {
    const answer = await ask(form.dataset.workingCopy || form.dataset.begin, 'GET')
    if (answer.type === 'opaqueredirect') return signedOut()
    const known = await read(answer)
    if (!answer.ok) return known?.message ? trouble('somebody-else') : conflict(known)
    isRenewed = true
    learn({ token: known.token })
    later(0)
  }

  const signedOut = () => {
    trouble('signed-out')
    later(RETRY)
  }

  const heard = async (answer, version) => {
    if (answer.type === 'opaqueredirect') return signedOut()
    const known = await read(answer)
    if (answer.ok && known) return done(known, version)
    if (answer.status === 403 && known?.message) return trouble('somebody-else')
    // Refused once more with a token of just now: it is something else, and may pass.
    if (answer.status === 403 && !isRenewed) return renew()
    isRenewed = false
    if (answer.status === 409 || answer.status === 404) return conflict(known)
    if (answer.status === 422) return refused(known?.message)
    trouble('offline')
    later(RETRY)
  }

  const save = () => {
    if (!isBusy && !isStopped && saved !== typed) underway = send()
  }

  const send = async () => {
    isBusy = true
    const version = typed
    say(state.dataset.saving)
    const words = [...new FormData(form)].filter(([, value]) => typeof value === 'string')
    try {
      await heard(await ask(form.dataset.workingCopy || form.dataset.begin, 'POST', new URLSearchParams(words)), version)
    } catch {
      trouble('offline')
      later(RETRY)
    } finally {
      isBusy = false
    }
  }

  const beat = async () => {
    if (document.hidden || isBusy || !form.dataset.writers) return
    const readAt = hidden('read_at').value
    try {
      const answer = await ask(form.dataset.writers, 'POST', new URLSearchParams({ csrfmiddlewaretoken: hidden('csrfmiddlewaretoken').value }))
      const known = answer.ok && (await read(answer))
      if (!known) return
      beside(known.writers)
      // An answer from before a save of this page's own says nothing about anybody else's.
      const isCurrent = readAt === hidden('read_at').value && saved === typed && !isBusy
      if (isCurrent && known.read_at && known.read_at !== readAt) trouble('newer', known.changed_by || '', known.changed_at || '')
    } catch {
      // The next save says that there is no connection.
    }
  }

  form.addEventListener('input', (event) => {
    if (event.target.type === 'file') return
    typed += 1
    if (!isStopped) say(state.dataset.typed)
    later(PAUSE)
  })
  // A button that is pressed while words are on their way waits for them, and then says what it went on from.
  form.addEventListener('submit', async (event) => {
    isStopped = true
    clearTimeout(timer)
    if (!isBusy) return
    event.preventDefault()
    const button = event.submitter
    await underway
    form.requestSubmit(button)
  })
  for (const name of ['online', 'focus']) window.addEventListener(name, () => saved !== typed && later(0))
  document.addEventListener('visibilitychange', () => {
    if (saved !== typed) later(0)
    else beat()
  })
  const isRestored = form.hasAttribute('data-sent-back') || !form.querySelector('[data-kept-note]').hidden
  if (isRestored) {
    typed = 1
    later(0)
  }
  setInterval(beat, BEAT)
  beat()
})()
