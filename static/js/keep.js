// A form with data-keep="key" keeps its typed text in this browser, for this person, until a page says it
// arrived ([data-kept-done="key"]), the form hears of it (keep:done), or the person signs out ([data-keep-forget]).
// [data-keep-with] fields say what the words were begun from, and come back only with them.
(() => {
  const TYPED = 'textarea, input[type="text"], input[type="url"], input:not([type])'
  const WITH = '[data-keep-with]'
  const OURS = `kept:${document.documentElement.dataset.reader}:`
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
  }

  const restore = (form) => {
    // What the server sent back after a failed check is newer than what was kept.
    if (form.hasAttribute('data-sent-back')) return
    const kept = read(form)
    const changed = [...form.querySelectorAll(TYPED)].filter((field) => kept[field.name] && kept[field.name] !== field.value)
    const beside = changed.length ? [...form.querySelectorAll(WITH)].filter((field) => kept[field.name]) : []
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
    note(form, false)
  })

  document.addEventListener('submit', (event) => {
    if (event.target.matches('[data-keep-forget]')) forget()
  })

  document.addEventListener('keep:done', (event) => {
    localStorage.removeItem(keyOf(event.target))
    note(event.target, false)
  })

  for (const done of document.querySelectorAll('[data-kept-done]')) {
    localStorage.removeItem(OURS + done.dataset.keptDone)
  }
  document.querySelectorAll('form[data-keep]').forEach(restore)
})()
