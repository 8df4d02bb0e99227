//! `outlay category`: the arguments.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCandidates;

use crate::cli::completions;

/// List, add, rename, hide and merge categories
#[derive(Debug, Clone, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct CategoryArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: CategoryCommand,
}

/// What to do with categories.
#[derive(Debug, Clone, Subcommand)]
pub enum CategoryCommand {
    /// List the categories with the number of their expenses
    #[command(
        after_help = "With --format json it prints {categories, count, warnings}, hidden ones included."
    )]
    List {
        /// Hidden ones too
        #[arg(long)]
        hidden: bool,
    },
    /// Add a category and those above it
    #[command(
        after_help = "Examples:\n  outlay category add food:groceries\n  outlay category add travel --colour blue --icon ✈"
    )]
    Add {
        /// The path, such as food:groceries
        #[arg(value_name = "PATH")]
        path: String,
        /// How it looks
        #[command(flatten)]
        look: CategoryLook,
    },
    /// Change the look of a category
    #[command(after_help = "Exit 3 where there is no such category.")]
    Edit {
        /// Which category
        #[arg(value_name = "PATH", add = ArgValueCandidates::new(completions::categories))]
        path: String,
        /// How it looks
        #[command(flatten)]
        look: CategoryLook,
    },
    /// Rename or move a category with all below it
    #[command(after_help = "\
Examples:
  outlay category rename groceries food:groceries

Exit 3 where there is no such category. Where NEW exists already, use merge.")]
    Rename {
        /// Which category
        #[arg(value_name = "PATH", add = ArgValueCandidates::new(completions::categories))]
        path: String,
        /// The new path
        #[arg(value_name = "NEW")]
        new: String,
    },
    /// Leave a category out of lists and completion; its expenses stay
    #[command(after_help = "Exit 3 where there is no such category.")]
    Hide {
        /// Which categories
        #[arg(value_name = "PATH", required = true, add = ArgValueCandidates::new(completions::categories))]
        paths: Vec<String>,
        /// Show them again
        #[arg(long)]
        unhide: bool,
    },
    /// Move the expenses of categories into another, and end the first
    #[command(after_help = "\
Examples:
  outlay category merge cafe coffee food:coffee

Exit 3 where there is no such category.")]
    Merge {
        /// Which categories end
        #[arg(value_name = "FROM", required = true, num_args = 1.., add = ArgValueCandidates::new(completions::categories))]
        from: Vec<String>,
        /// Which category gets their expenses
        #[arg(value_name = "INTO", required = true, add = ArgValueCandidates::new(completions::categories))]
        into: String,
    },
}

/// How a category looks and where it stands.
#[derive(Debug, Clone, Args)]
pub struct CategoryLook {
    /// A colour by name or as #rrggbb, or none
    #[arg(long, value_name = "COLOUR")]
    pub colour: Option<String>,
    /// A character to show before the name, or none
    #[arg(long, value_name = "ICON")]
    pub icon: Option<String>,
    /// Where it stands among its neighbours; smaller is earlier
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub order: Option<i64>,
}
