# Print a data package as R sees it, in the form of read.py: `Rscript read.R DESCRIPTOR`.
suppressPackageStartupMessages({
  library(frictionless)
  library(jsonlite)
})
# A cell that does not fit its declared type is only warned about.
options(warn = 2)

plain <- function(column) {
  if (is.factor(column) || inherits(column, "Date")) as.character(column) else column
}

package <- read_package(commandArgs(trailingOnly = TRUE)[[1]])
names <- vapply(package$resources, function(resource) resource$name, "")
tables <- lapply(setNames(names, names), function(name) {
  table <- lapply(read_resource(package, name), plain)
  unname(as.data.frame(table, stringsAsFactors = FALSE))
})
cat(toJSON(tables, dataframe = "values", na = "null", digits = NA))
