// A text area with a greatest length says how much of it is left, once little is.
(() => {
  const words = document.documentElement.dataset

  const counterOf = (area) => {
    let counter = area.nextElementSibling
    if (counter?.matches('.count')) return counter
    counter = document.createElement('output')
    counter.className = 'count'
    counter.setAttribute('aria-live', 'polite')
    area.after(counter)
    return counter
  }

  const show = (area) => {
    const left = area.maxLength - area.value.length
    const near = area.hasAttribute('data-count') || left < area.maxLength * 0.2
    counterOf(area).textContent = near ? (words.countLeft || '{}').replace('{}', left.toLocaleString()) : ''
  }

  document.addEventListener('input', (event) => {
    if (event.target.matches('textarea[maxlength], input[data-count][maxlength]')) show(event.target)
  })
  document.querySelectorAll('[data-count][maxlength]').forEach(show)
})()
