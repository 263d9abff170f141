// In a form with data-mention="address", a name begun after an @ is completed from the people whom that address offers.
(() => {
  const BEGUN = /(?:^|[^\p{L}\p{N}_@])@(\p{L}[\p{L}\p{N}'’ .-]{0,60})$/u
  let asking = null
  let timer = 0

  const listOf = (area) => area.parentElement.querySelector('.mentionable')

  const close = (area) => {
    clearTimeout(timer)
    asking?.abort()
    listOf(area)?.remove()
    area.removeAttribute('aria-controls')
    area.removeAttribute('aria-activedescendant')
  }

  const begun = (area) => {
    if (area.selectionStart !== area.selectionEnd) return null
    return BEGUN.exec(area.value.slice(0, area.selectionStart))?.[1] ?? null
  }

  const choose = (area, option) => {
    const typed = begun(area)
    if (typed === null) return
    const end = area.selectionStart
    area.setRangeText(`${option.dataset.name} `, end - typed.length, end, 'end')
    close(area)
    area.focus()
    area.dispatchEvent(new Event('input', { bubbles: true }))
  }

  const point = (area, step) => {
    const options = [...(listOf(area)?.querySelectorAll('[role="option"]') ?? [])]
    if (!options.length) return
    const now = options.findIndex((option) => option.getAttribute('aria-selected') === 'true')
    const next = options[(now + step + options.length) % options.length]
    for (const option of options) option.setAttribute('aria-selected', String(option === next))
    area.setAttribute('aria-activedescendant', next.id)
    next.scrollIntoView({ block: 'nearest' })
  }

  const show = (area, part) => {
    close(area)
    const template = document.createElement('template')
    template.innerHTML = part.trim()
    const list = template.content.firstElementChild
    if (!list?.querySelector('[role="option"]')) return
    area.after(list)
    area.setAttribute('aria-controls', list.querySelector('[role="listbox"]').id)
    point(area, 1)
  }

  const ask = async (area, typed) => {
    const form = area.form
    const address = new URL(form.dataset.mention, location.href)
    address.searchParams.set('part', '1')
    address.searchParams.set('q', typed.trim())
    address.searchParams.set('audience', form.elements.audience?.value ?? form.dataset.mentionAudience ?? '')
    asking?.abort()
    asking = new AbortController()
    try {
      const answer = await fetch(address, { signal: asking.signal, headers: { Accept: 'text/html' } })
      if (answer.ok && begun(area) === typed) show(area, await answer.text())
    } catch {
      // Without suggestions, a full name typed by hand is as good.
    }
  }

  document.addEventListener('input', (event) => {
    const area = event.target
    if (!area.matches('form[data-mention] textarea')) return
    const typed = begun(area)
    if (typed === null || typed.trim().length < 2) {
      close(area)
      return
    }
    clearTimeout(timer)
    timer = setTimeout(() => ask(area, typed), 150)
  })

  document.addEventListener('keydown', (event) => {
    const area = event.target
    if (!area.matches?.('form[data-mention] textarea') || !listOf(area)) return
    const option = listOf(area).querySelector('[aria-selected="true"]')
    if (event.key === 'ArrowDown') point(area, 1)
    else if (event.key === 'ArrowUp') point(area, -1)
    else if (event.key === 'Escape') close(area)
    else if ((event.key === 'Enter' || event.key === 'Tab') && option) choose(area, option)
    else return
    event.preventDefault()
  })

  // Before the text area loses the focus.
  document.addEventListener('pointerdown', (event) => {
    const option = event.target.closest('.mentionable [role="option"]')
    if (!option) return
    event.preventDefault()
    choose(option.closest('.mentionable').parentElement.querySelector('textarea'), option)
  })

  document.addEventListener('focusout', (event) => {
    if (event.target.matches('form[data-mention] textarea')) close(event.target)
  })
})()
