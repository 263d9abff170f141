// A form with data-keep="key" keeps its typed text in this browser, for this person, until it arrived or the person
// signs out ([data-keep-forget]). It arrived when sending it led on to another page, when htmx put its answer in the
// form's place, when a page says so ([data-kept-done="key"]), or the form hears of it (keep:done).
// [data-keep-with] fields say what the words were begun from, and come back only with them. What the page came with
// is in [data-begun="key"] another text if its key is not the kept one: the kept words stand alone then, until dropped.
(() => {
  const TYPED = 'textarea, input[type="text"], input[type="url"], input:not([type])'
  const WITH = '[data-keep-with]'
  const OURS = `kept:${document.documentElement.dataset.reader}:`
  const SENT = 'sent'
  const keyOf = (form) => OURS + form.dataset.keep

  const read = (form) => {
    try {
      return JSON.parse(localStorage.getItem(keyOf(form))) || {}
    } catch {
      return {}
    }
  }

  const forget = () => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(OURS)) localStorage.removeItem(key)
    }
  }

  const note = (form, shown) => {
    const place = form.querySelector('[data-kept-note]')
    if (place) place.hidden = !shown
    const begun = form.querySelector('[data-begun]')
    if (begun) begun.hidden = shown || begun.dataset.begun !== form.elements.begun.value
  }

  const displace = (form, kept) => {
    const begun = form.querySelector('[data-begun]')
    const isOther = begun && kept.begun && kept.begun !== begun.dataset.begun
    if (!isOther || ![...form.querySelectorAll(TYPED)].some((field) => kept[field.name])) return
    for (const field of form.querySelectorAll(TYPED)) field.value = ''
    for (const choice of form.querySelectorAll('select:has(> option[value=""])')) choice.value = ''
  }

  const restore = (form) => {
    // What the server sent back after a failed check is newer than what was kept.
    if (form.hasAttribute('data-sent-back')) return
    const kept = read(form)
    displace(form, kept)
    const changed = [...form.querySelectorAll(TYPED)].filter((field) => kept[field.name] && kept[field.name] !== field.value)
    const beside = changed.length ? [...form.querySelectorAll(WITH)].filter((field) => field.name in kept) : []
    for (const field of beside) field.dataset.given = field.value
    for (const field of [...changed, ...beside]) field.value = kept[field.name]
    note(form, changed.length > 0)
  }

  document.addEventListener('input', (event) => {
    const form = event.target.closest('form[data-keep]')
    if (!form || !event.target.matches(TYPED)) return
    const kept = { ...read(form), [event.target.name]: event.target.value }
    for (const field of form.querySelectorAll(WITH)) kept[field.name] ??= field.value
    try {
      localStorage.setItem(keyOf(form), JSON.stringify(kept))
    } catch {
      // A full or forbidden store loses nothing that the page itself holds.
    }
  })

  document.addEventListener('click', (event) => {
    const form = event.target.closest('[data-keep-drop]')?.closest('form')
    if (!form) return
    localStorage.removeItem(keyOf(form))
    form.reset()
    for (const field of form.querySelectorAll('[data-given]')) field.value = field.dataset.given
    note(form, false)
  })

  document.addEventListener('submit', (event) => {
    if (event.target.matches('[data-keep-forget]')) forget()
    if (event.target.matches('form[data-keep]') && !event.defaultPrevented) sessionStorage.setItem(SENT, keyOf(event.target))
  })

  // A page that asks for something first carries the words on ([data-keep-carried]). Who has to sign in is led on too,
  // but is nobody's reader there: then the words have arrived nowhere.
  const learn = () => {
    if (document.querySelector('[data-keep-carried]')) return
    const sent = sessionStorage.getItem(SENT)
    sessionStorage.removeItem(SENT)
    const isLedOn = performance.getEntriesByType('navigation')[0]?.redirectCount > 0
    if (isLedOn && sent?.startsWith(OURS)) localStorage.removeItem(sent)
  }

  document.addEventListener('htmx:afterRequest', ({ detail }) => {
    const { requestConfig, successful, xhr } = detail
    const form = requestConfig.elt
    if (!successful || !form.matches('form[data-keep]') || form.isConnected) return
    const isIts = new URL(xhr.responseURL).pathname === new URL(requestConfig.path, location).pathname
    if (document.querySelector('[data-keep-carried]')) sessionStorage.setItem(SENT, keyOf(form))
    else if (isIts) localStorage.removeItem(keyOf(form))
  })

  document.addEventListener('keep:done', (event) => {
    localStorage.removeItem(keyOf(event.target))
    note(event.target, false)
  })

  for (const done of document.querySelectorAll('[data-kept-done]')) {
    localStorage.removeItem(OURS + done.dataset.keptDone)
  }
  learn()
  document.querySelectorAll('form[data-keep]').forEach(restore)
})()
