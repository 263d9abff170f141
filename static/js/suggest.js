// A search field with data-suggest="address" offers what begins like what is typed: the combobox of the
// WAI-ARIA Authoring Practices, with a list that the field's aria-controls names. "/" goes to the field.
(() => {
  const WAIT = 140
  const listOf = (field) => document.getElementById(field.getAttribute('aria-controls'))
  const optionsOf = (field) => [...listOf(field).querySelectorAll('[role="option"]')]
  let timer
  let asking

  const choose = (field, option) => {
    for (const other of optionsOf(field)) other.setAttribute('aria-selected', String(other === option))
    if (option) {
      field.setAttribute('aria-activedescendant', option.id)
      option.scrollIntoView({ block: 'nearest' })
    } else field.removeAttribute('aria-activedescendant')
  }

  const chosen = (field) => document.getElementById(field.getAttribute('aria-activedescendant') || '')

  const show = (field, shown) => {
    listOf(field).hidden = !shown
    field.setAttribute('aria-expanded', String(shown))
    if (!shown) choose(field, null)
  }

  const say = (field) => {
    const place = document.getElementById(field.dataset.suggestSays)
    const number = optionsOf(field).length - 1
    const words = number > 0 ? place.dataset.some.replace('{}', number) : place.dataset.none
    if (place.textContent !== words) place.textContent = words
  }

  const ask = async (field) => {
    asking?.abort()
    asking = new AbortController()
    const words = field.value.trim()
    if (words.length < 2) return show(field, false)
    try {
      const address = `${field.dataset.suggest}?q=${encodeURIComponent(words)}`
      const answer = await fetch(address, { signal: asking.signal, headers: { 'X-Requested-With': 'fetch' } })
      if (!answer.ok || answer.redirected) return show(field, false)
      const text = await answer.text()
      if (words !== field.value.trim() || document.activeElement !== field) return undefined
      listOf(field).innerHTML = text
      show(field, true)
      return say(field)
    } catch (error) {
      // Without an answer the field is what it was: one that searches on Enter.
      if (error.name !== 'AbortError') show(field, false)
      return undefined
    }
  }

  const move = (field, step) => {
    const options = optionsOf(field)
    const at = options.indexOf(chosen(field))
    // One place beyond the ends is the field itself.
    const next = at === -1 && step < 0 ? options.length - 1 : at + step
    choose(field, options[next] || null)
  }

  document.addEventListener('input', (event) => {
    const field = event.target.closest('[data-suggest]')
    if (!field) return
    clearTimeout(timer)
    choose(field, null)
    timer = setTimeout(() => ask(field), WAIT)
  })

  document.addEventListener('keydown', (event) => {
    const field = event.target.closest('[data-suggest]')
    if (!field || event.isComposing) return
    const open = field.getAttribute('aria-expanded') === 'true'
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (open) move(field, event.key === 'ArrowDown' ? 1 : -1)
      else ask(field)
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      show(field, false)
    } else if (event.key === 'Enter' && open && chosen(field)) {
      event.preventDefault()
      location.assign(chosen(field).dataset.url)
    }
  })

  document.addEventListener('mousedown', (event) => {
    const option = event.target.closest('.suggestions [role="option"]')
    if (option && event.button === 0) {
      event.preventDefault()
      location.assign(option.dataset.url)
    }
  })

  document.addEventListener('focusout', (event) => {
    const field = event.target.closest('[data-suggest]')
    if (field) show(field, false)
  })

  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest('input, textarea, select, [contenteditable], [role="textbox"]')) return
    const field = document.querySelector('[data-suggest]')
    if (!field) return
    event.preventDefault()
    if (!field.offsetParent) document.querySelector('[data-masthead-toggle]')?.click()
    field.focus()
    field.select()
  })
})()
