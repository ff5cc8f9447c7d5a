// Fills in what Python has computed: charts, and numbers as CloudWatch shortens them.
const UNITS = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

const shorten = (value) => {
  const [size, unit] = UNITS.find(([least]) => Math.abs(value) >= least) ?? [1, ''];
  return `${Number((value / size).toPrecision(3))}${unit}`;
};

for (const element of document.querySelectorAll('[data-number]')) {
  element.textContent = shorten(Number(element.dataset.number));
}

for (const element of document.querySelectorAll('.chart')) {
  const option = JSON.parse(element.dataset.option);
  for (const axis of [].concat(option.yAxis ?? [])) (axis.axisLabel ??= {}).formatter = shorten;
  for (const series of option.series) {
    if (series.type !== 'gauge') continue;
    series.detail.formatter = shorten;
    series.axisLabel.formatter = shorten;
  }
  echarts.init(element, null, { renderer: 'svg' }).setOption(option);
}
